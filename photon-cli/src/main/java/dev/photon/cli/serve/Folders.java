package dev.photon.cli.serve;

import dev.photon.core.store.JdbcStore;
import dev.photon.core.store.Store;
import dev.photon.core.store.StoreException;
import dev.photon.crypto.KeyStoreDirectory;
import java.io.IOException;
import java.nio.file.Path;

/** A server's folder, which only its owner can read: keys and a database. */
final class Folders {
  private Folders() {}

  /** Where a server keeps its keys; its folder is made, and checked to be its owner's alone. */
  static KeyStoreDirectory keys(Path server) {
    try {
      KeyStoreDirectory unused = KeyStoreDirectory.open(server);
      return KeyStoreDirectory.open(server.resolve("keys"));
    } catch (IOException e) {
      throw ServeException.of("cannot keep keys in '" + server + "'", e);
    }
  }

  /** Opens the embedded store in a folder that exists. */
  static Store store(Path file, String... schemas) {
    try {
      return JdbcStore.open("jdbc:sqlite:" + file, schemas);
    } catch (StoreException e) {
      throw ServeException.of("cannot open the store", e);
    }
  }
}
