package dev.photon.spi;

/** Sends notifications to one kind of target. Thread-safe; blocking; interruptible. */
public interface Notifier extends AutoCloseable {

  /**
   * Sends once, and returns when the target has accepted it. Sending the same notification again
   * uses the same message id, so that a target can tell a repetition.
   */
  void send(Notification notification) throws NotifierException;

  @Override
  void close();
}
