package dev.photon.cli.serve;

import dev.photon.spi.api.ApiException;
import java.util.Optional;
import java.util.function.Function;

/** Builds a wired server; what was opened on the way is closed again when that fails. */
final class Starting {
  private Starting() {}

  static <W, S> S start(W wiring, Function<W, Opened> opened, Function<W, S> server) {
    boolean started = false;
    try {
      S built = server.apply(wiring);
      started = true;
      return built;
    } catch (ApiException e) {
      throw new ServeException(String.valueOf(e.getMessage()), e.hint(), e);
    } finally {
      if (!started) {
        opened.apply(wiring).close();
      }
    }
  }

  /** The operator's words for a wrong option. */
  static ServeException wrong(String message, String hint) {
    return new ServeException(message, Optional.of(hint), null);
  }
}
