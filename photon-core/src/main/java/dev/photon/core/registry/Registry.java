package dev.photon.core.registry;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Store;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.RegistryApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The meeting place of accounts, datacenters and metacenters. Thread-safe. What it has acknowledged
 * is in its store; a restart finds everything again.
 */
public final class Registry implements AutoCloseable {

  /**
   * What a registry is opened with.
   *
   * @param store with the schema {@code registry}
   * @param keys where the root's key and the registry's own are kept
   * @param enrolTokenFile where the secret is kept that makes an account a metacenter host; made
   *     readable by its owner alone where it does not exist
   * @param publicHost where people reach this registry
   */
  public record Setup(
      Store store,
      KeyStoreDirectory keys,
      RoleRuntime runtime,
      Path enrolTokenFile,
      String publicHost) {}

  private final RegistryKeys keys;
  private final EnrolToken enrolToken;
  private final Function<Caller, RegistryApi> views;

  private Registry(RegistryKeys keys, EnrolToken enrolToken, Function<Caller, RegistryApi> views) {
    this.keys = keys;
    this.enrolToken = enrolToken;
    this.views = views;
  }

  /**
   * Opens a registry; at its first start it makes its root authority.
   *
   * @throws IOException if the keys or the token cannot be read or made; the message is for the
   *     operator
   */
  public static Registry open(Setup setup) throws IOException {
    return new Registry(
        RegistryKeys.open(setup.keys(), setup.runtime()),
        EnrolToken.in(setup.enrolTokenFile()),
        caller -> {
          throw ApiException.unimplemented("the registry");
        });
  }

  /** The registry as one caller sees it, who may do there what its proven identity allows. */
  public RegistryApi view(Caller caller) {
    return views.apply(caller);
  }

  /** Who the registry is in TLS; renewed without a restart. */
  public CredentialsSource credentials() {
    return keys;
  }

  /** The root's fingerprint, by which a first contact knows this registry. */
  public String fingerprint() {
    return keys.root().fingerprint().text();
  }

  /** Who the registry is. */
  public Identity identity() {
    return keys.identity();
  }

  /** The secret that makes an account a metacenter host; never log it. */
  public String enrolToken() {
    return enrolToken.reveal();
  }

  /** Ends the registry's timers; the store is its opener's to close. */
  @Override
  public void close() {
    keys.close();
  }
}
