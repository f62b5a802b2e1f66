package dev.photon.cli.view;

import dev.photon.config.include.DownloadListener;
import dev.photon.config.include.IncludeAddress.Remote;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says on standard error which included file a command waits for, once that takes long: on a
 * terminal in a line that goes away again, elsewhere in a line that stays.
 */
public final class DownloadView implements DownloadListener {
  private static final Duration PATIENCE = Duration.ofMillis(700);

  private final Console console;
  private @Nullable LiveLine live; // most files include nothing that is waited for
  private long began;
  private boolean shown;

  private DownloadView(Console console) {
    this.console = console;
  }

  /** Progress of downloads on that console. */
  public static DownloadView on(Console console) {
    return new DownloadView(console);
  }

  @Override
  public synchronized void begin(Remote address) {
    began = System.nanoTime();
    shown = false;
    if (console.redraws()) {
      show("waiting for " + address.text());
    }
  }

  @Override
  public synchronized void progress(Remote address, long bytes) {
    boolean redraws = console.redraws();
    boolean late = System.nanoTime() - began > PATIENCE.toNanos();
    if (late && (redraws || !shown)) {
      show("downloading " + address.text() + (redraws ? " " + bytes / 1024 + " KiB" : ""));
    }
  }

  @Override
  public synchronized void end(Remote address) {
    if (live != null && shown) {
      live.clear();
    }
  }

  private void show(String text) {
    String line = Words.line(text, 200);
    if (console.redraws()) {
      live = live == null ? new LiveLine(console) : live;
      live.draw(line);
    } else {
      console.err().println(line);
    }
    shown = true;
  }
}
