package dev.photon.cli.serve;

/** A server that serves until it is closed. */
public interface RunningServer extends AutoCloseable {
  /** Ends it in good order. */
  @Override
  void close();
}
