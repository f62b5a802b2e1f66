package dev.photon.core.registry;

import dev.photon.core.store.JdbcStore;
import dev.photon.core.store.SqliteFile;
import dev.photon.core.store.Store;
import dev.photon.core.store.StoreException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Backups of what a registry knows: accounts, what was issued and revoked, datacenters, offers,
 * metacenters. Its keys are not in them.
 */
public final class RegistryBackup {
  private static final String SCHEMA = "registry";

  private RegistryBackup() {}

  /**
   * Makes a backup, whether the registry runs or not.
   *
   * @param database the registry's {@code registry.db}
   * @param backup is made, readable by its owner alone
   * @return its size in bytes
   * @throws StoreException with a sentence for the operator; then there is no backup
   */
  public static long make(Path database, Path backup) {
    SqliteFile.requireSchema(database, SCHEMA);
    return SqliteFile.copy(database, backup);
  }

  /**
   * Puts a backup in the place of what a registry knows. The registry must not run. The numbers of
   * its revocation lists go on from beyond all that were given out since the backup was made: those
   * who have a later list would take no other one.
   *
   * @param kept under which name what there was is kept; must not be there
   * @throws StoreException with a sentence for the operator; then all is as it was
   */
  public static void restore(Path backup, Path database, Path kept, Clock clock) {
    SqliteFile.requireSchema(backup, SCHEMA);
    SqliteFile.check(backup);
    Path ready = database.resolveSibling("." + database.getFileName() + ".restored");
    try {
      SqliteFile.delete(ready); // of one that was interrupted
      SqliteFile.copy(backup, ready);
      try (Store store = JdbcStore.open("jdbc:sqlite:" + ready, SCHEMA)) {
        store.write(tx -> Revoked.skipNumbers(tx, clock.instant()));
      }
      SqliteFile.replace(database, ready, kept);
    } finally {
      SqliteFile.delete(ready);
    }
  }
}
