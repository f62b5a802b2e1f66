package dev.photon.config.include;

import dev.photon.config.include.IncludeAddress.Remote;

/**
 * Is told of downloads while they go on, for a line of progress. Called by the thread that reads,
 * which waits: be quick, and do not throw.
 */
public interface DownloadListener {

  /** Before anything is sent. */
  default void begin(Remote address) {}

  /** How much of the file there is by now. Told often. */
  default void progress(Remote address, long bytes) {}

  /** Once for each begin, however it ended. */
  default void end(Remote address) {}

  /** Listens to nothing. */
  static DownloadListener none() {
    return new DownloadListener() {};
  }
}
