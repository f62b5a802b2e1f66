package dev.photon.core.registry;

import dev.photon.core.match.Matcher;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Store;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.RegistryApi;
import java.io.IOException;
import java.nio.file.Path;

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

  /**
   * Opens a registry; at its first start it makes its root authority.
   *
   * @throws IOException if the keys or the token cannot be read or made; the message is for the
   *     operator
   */
  public static Registry open(Setup setup) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Opens a registry that matches by another rule. */
  static Registry open(Setup setup, Matcher matcher) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The registry as one caller sees it, who may do there what its proven identity allows. */
  public RegistryApi view(Caller caller) {
    throw new UnsupportedOperationException();
  }

  /** Who the registry is in TLS; renewed without a restart. */
  public CredentialsSource credentials() {
    throw new UnsupportedOperationException();
  }

  /** The root's fingerprint, by which a first contact knows this registry. */
  public String fingerprint() {
    throw new UnsupportedOperationException();
  }

  /** Who the registry is. */
  public Identity identity() {
    throw new UnsupportedOperationException();
  }

  /** The secret that makes an account a metacenter host; never log it. */
  public String enrolToken() {
    throw new UnsupportedOperationException();
  }

  /** Ends the registry's timers; the store is its opener's to close. */
  @Override
  public void close() {}
}
