package dev.photon.core.store;

import org.sqlite.util.OSInfo;

/**
 * Finds SQLite's library for this machine without another process. SQLite's driver would run {@code
 * uname -o} to see whether this is Termux on Android, with this process's environment, in which a
 * passphrase may be.
 */
final class SqlitePlatform extends OSInfo {
  private SqlitePlatform() {}

  /** Before the driver is first used. Without a runner it takes the answer to be no. */
  static void startsNoProcess() {
    processRunner = null;
  }
}
