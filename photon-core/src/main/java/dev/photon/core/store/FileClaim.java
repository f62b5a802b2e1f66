package dev.photon.core.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sole right of this process, and of one store in it, to a database file: a lock on a file
 * beside it, which the operating system gives back however the process ends.
 */
final class FileClaim implements AutoCloseable {
  // A process that opens a locked file again and closes it gives up its own lock (POSIX), so a
  // second claim must be refused before it touches the file.
  private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

  private final Path lockFile;
  private final FileChannel channel;

  private FileClaim(Path lockFile, FileChannel channel) {
    this.lockFile = lockFile;
    this.channel = channel;
  }

  /**
   * Claims a file.
   *
   * @param database its real path
   * @throws StoreException when another store has it
   */
  static FileClaim of(Path database) throws IOException {
    Path lockFile = Path.of(database + ".lock");
    if (!CLAIMED.add(lockFile)) {
      throw taken(database);
    }
    FileChannel channel = null;
    FileLock lock = null;
    try {
      channel =
          FileChannel.open(
              lockFile,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              OwnerOnly.file(lockFile));
      lock = channel.tryLock();
      if (lock == null) {
        throw taken(database);
      }
      return new FileClaim(lockFile, channel);
    } finally {
      if (lock == null) {
        if (channel != null) {
          channel.close();
        }
        CLAIMED.remove(lockFile);
      }
    }
  }

  private static StoreException taken(Path database) {
    return new StoreException(
        "'"
            + database
            + "' is in use by another Photon: stop that one, or give this one a state folder of its own");
  }

  @Override
  public void close() throws IOException {
    channel.close();
    CLAIMED.remove(lockFile);
  }
}
