package dev.photon.core.client;

import dev.photon.core.client.ClientException.Kind;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The accounts that are kept here, each in a folder called after the registry and the account's id,
 * and which of them is the default. A folder of a build that kept one account for each registry is
 * called after the registry alone.
 */
final class Accounts {
  private static final String KEY = "account";
  private static final String FILE = "account.properties";
  private static final String DEFAULT_FILE = "default.properties";
  private static final int MOST = 1000;

  private final Path folder;

  Accounts(Path state) {
    this.folder = state.resolve("accounts");
  }

  /** All of them, by the registry's name, and the default. */
  AccountChoice all() throws ClientException {
    if (!Files.isDirectory(folder)) {
      return new AccountChoice(List.of(), Optional.empty());
    }
    List<Account> accounts = new ArrayList<>();
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path each : folders.sorted().limit(MOST).toList()) {
        read(each).ifPresent(accounts::add);
      }
    } catch (IOException e) {
      throw new ClientException(
          Kind.LOCAL, "cannot read '" + folder + "': " + e.getMessage(), Optional.empty(), e);
    }
    Map<String, String> chosen = defaultFile().read().orElse(Map.of());
    return new AccountChoice(
        accounts,
        accounts.stream()
            .filter(
                a ->
                    a.registry().equals(chosen.get("registry"))
                        && a.id().value().equals(chosen.get("id")))
            .findFirst());
  }

  /** Makes one of them the default. */
  void use(Account account) throws ClientException {
    defaultFile().write(Map.of("registry", account.registry(), "id", account.id().value()));
  }

  private StateFile defaultFile() {
    return new StateFile(folder.resolve(DEFAULT_FILE));
  }

  /** Where an account is kept, or is to be. */
  Path folder(Account account) throws ClientException {
    Path old = folder.resolve(account.registry());
    boolean there = read(old).filter(kept -> kept.id().equals(account.id())).isPresent();
    return there ? old : folder.resolve(account.registry() + "." + account.id());
  }

  Credentials credentials(Account account) throws ClientException {
    Path keys = folder(account);
    try {
      return KeyStoreDirectory.open(keys)
          .load(KEY)
          .orElseThrow(() -> new IOException("the key in '" + keys + "' is gone"));
    } catch (IOException e) {
      throw new ClientException(Kind.LOCAL, String.valueOf(e.getMessage()), Optional.empty(), e);
    }
  }

  /** Keeps an account; the key first, so that what is listed can always be used. */
  void save(Account account, Credentials credentials) throws ClientException {
    Path keys = folder(account);
    try {
      KeyStoreDirectory.open(keys).save(KEY, credentials);
    } catch (IOException e) {
      throw new ClientException(Kind.LOCAL, String.valueOf(e.getMessage()), Optional.empty(), e);
    }
    Map<String, String> values = new TreeMap<>();
    values.put("host", account.endpoint().host());
    values.put("port", Integer.toString(account.endpoint().port()));
    values.put("id", account.id().value());
    values.put("email", account.email());
    values.put("fingerprint", account.fingerprint().text());
    new StateFile(keys.resolve(FILE)).write(values);
  }

  /** Keeps an account in the place of another one, which is the default if that was. */
  void replace(Account old, Account account, Credentials credentials) throws ClientException {
    Path gone = folder(old);
    boolean isDefault = all().chosen().map(Account::id).equals(Optional.of(old.id()));
    save(account, credentials);
    if (isDefault) {
      use(account);
    }
    try {
      Files.delete(gone.resolve(FILE)); // first, so that what is listed can always be used
      KeyStoreDirectory.open(gone).delete(KEY);
    } catch (IOException e) {
      throw new ClientException(
          Kind.LOCAL, "cannot delete what is in '" + gone + "'", Optional.empty(), e);
    }
  }

  private static Optional<Account> read(Path keys) throws ClientException {
    Optional<String> registry = registry(keys.getFileName().toString());
    StateFile file = new StateFile(keys.resolve(FILE));
    Optional<Map<String, String>> values = registry.isEmpty() ? Optional.empty() : file.read();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Account(
              registry.get(),
              Endpoint.of(
                  file.required(values.get(), "host"),
                  Integer.parseInt(file.required(values.get(), "port"))),
              new AccountId(file.required(values.get(), "id")),
              file.required(values.get(), "email"),
              CertificateFingerprint.parse(file.required(values.get(), "fingerprint"))));
    } catch (IllegalArgumentException e) {
      throw new ClientException(
          Kind.LOCAL, "'" + file.path() + "' is damaged: " + e.getMessage(), Optional.empty(), e);
    }
  }

  /** The registry that a folder's name begins with; empty for a folder of something else. */
  private static Optional<String> registry(String name) {
    int id = name.lastIndexOf('.');
    return Stream.of(name, id < 0 ? "" : name.substring(0, id))
        .filter(Identity::isRegistryName)
        .findFirst();
  }
}
