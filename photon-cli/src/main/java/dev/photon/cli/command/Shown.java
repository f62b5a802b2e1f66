package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.ProgressView;
import dev.photon.core.client.Progress;

/** Progress as the user wants it: shown, or with {@code --quiet} not. */
record Shown(Progress progress, Runnable end) implements AutoCloseable {

  static Shown of(Typed typed, Console console) {
    if (typed.has("--quiet")) {
      return new Shown(Progress.NONE, () -> {});
    }
    ProgressView view = ProgressView.on(console);
    return new Shown(view, view::close);
  }

  @Override
  public void close() {
    end.run();
  }
}
