package dev.photon.spi;

import dev.photon.config.NotificationTarget;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Finds and opens one kind of {@link Notifier}. Found by {@link java.util.ServiceLoader}. */
public interface NotifierProvider {

  /** The {@code type} in a deployment file's notifications, such as {@code webhook}. */
  String type();

  /** What is wrong with a target, in sentences; empty when it can be used. Pure. */
  List<String> check(NotificationTarget target);

  /** Opens a notifier with the operator's options; no I/O happens before the first send. */
  Notifier open(Context context);

  /**
   * What a notifier is opened with.
   *
   * @param options from the operator (an SMTP server, whether private addresses are allowed)
   * @param clock the only clock that it reads
   */
  record Context(Map<String, String> options, Clock clock) {
    public Context {
      options = Map.copyOf(options);
    }
  }
}
