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

/** The accounts that are kept here, one folder for each registry. */
final class Accounts {
  private static final String KEY = "account";
  private static final String FILE = "account.properties";
  private static final int MOST = 1000;

  private final Path folder;

  Accounts(Path state) {
    this.folder = state.resolve("accounts");
  }

  /** All of them, by the registry's name. */
  List<Account> all() throws ClientException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Account> accounts = new ArrayList<>();
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path each : folders.sorted().limit(MOST).toList()) {
        if (Identity.isRegistryName(each.getFileName().toString())) {
          read(each).ifPresent(accounts::add);
        }
      }
    } catch (IOException e) {
      throw new ClientException(
          Kind.LOCAL, "cannot read '" + folder + "': " + e.getMessage(), Optional.empty(), e);
    }
    return accounts;
  }

  Optional<Account> of(String registry) throws ClientException {
    return read(folder.resolve(registry));
  }

  Credentials credentials(Account account) throws ClientException {
    Path keys = folder.resolve(account.registry());
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
    Path keys = folder.resolve(account.registry());
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

  private static Optional<Account> read(Path keys) throws ClientException {
    StateFile file = new StateFile(keys.resolve(FILE));
    Optional<Map<String, String>> values = file.read();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Account(
              keys.getFileName().toString(),
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
}
