package dev.photon.provider.docker;

import dev.photon.spi.BackendException;
import dev.photon.spi.BackendException.Kind;
import java.util.List;
import java.util.Locale;

/** Says of the engine's refusals what the caller can do about them. Pure. */
final class EngineErrors {
  /** The engine answers with one status for many causes; its words tell them apart. */
  private static final List<String> NO_ROOM =
      List.of("range of cpus", "no available ip", "no space left on device", "exchange full");

  private static final List<String> WRONG =
      List.of("oci runtime", "executable file not found", "invalid", "permission denied");

  private EngineErrors() {}

  /**
   * Wraps.
   *
   * @param what was tried, such as {@code "start shop/web/3#2"}
   */
  static BackendException wrap(String what, EngineException e) {
    return new BackendException(kind(e), what + ": " + e.text(), e);
  }

  static Kind kind(EngineException e) {
    String text = e.text().toLowerCase(Locale.ROOT);
    if (e.status() == EngineException.NO_ANSWER) {
      return Kind.UNAVAILABLE;
    }
    if (NO_ROOM.stream().anyMatch(text::contains)) {
      return Kind.NO_CAPACITY;
    }
    if (e.status() == 400 || WRONG.stream().anyMatch(text::contains)) {
      return Kind.INVALID;
    }
    return e.status() >= 500 ? Kind.UNAVAILABLE : Kind.CONFLICT;
  }
}
