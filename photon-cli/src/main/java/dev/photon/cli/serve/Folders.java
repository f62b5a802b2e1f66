package dev.photon.cli.serve;

import dev.photon.core.store.JdbcStore;
import dev.photon.core.store.Store;
import dev.photon.core.store.StoreException;
import dev.photon.crypto.KeyProtection;
import dev.photon.crypto.KeyStoreDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server's folder, which only its owner can read: keys and a database. */
public final class Folders {
  private static final Logger LOG = LoggerFactory.getLogger(Folders.class);

  private Folders() {}

  /** Where in a server's folder its keys are. */
  public static Path ofKeys(Path server) {
    return server.resolve("keys");
  }

  /**
   * Where a server keeps its keys; its folder is made, and checked to be its owner's alone.
   *
   * @param protection is closed with the server
   */
  static KeyStoreDirectory keys(Path server, KeyProtection protection, Opened opened) {
    if (protection.isPlain()) {
      LOG.warn("keys are in the clear in '{}': whoever can read that folder can sign", server);
    }
    try {
      KeyStoreDirectory unused = KeyStoreDirectory.open(server);
      return KeyStoreDirectory.open(ofKeys(server), opened.add(protection));
    } catch (IOException e) {
      throw ServeException.of("cannot keep keys in '" + server + "'", e);
    }
  }

  /** Opens the embedded store in a folder that exists. */
  static Store store(Path file, String... schemas) {
    return store("jdbc:sqlite:" + file, schemas);
  }

  /** Opens a store that is named by its URL. */
  static Store store(String jdbcUrl, String... schemas) {
    try {
      return JdbcStore.open(jdbcUrl, schemas);
    } catch (StoreException e) {
      throw ServeException.of("cannot open the store", e);
    }
  }
}
