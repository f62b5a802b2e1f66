package dev.photon.cli.view;

import dev.photon.config.include.DownloadListener;
import dev.photon.config.include.IncludeAddress.Remote;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Says on standard error which included file a command waits for, once that takes long: on a
 * terminal in a line that goes away again, elsewhere in a line that stays.
 */
public final class DownloadView implements DownloadListener {
  private static final Duration PATIENCE = Duration.ofMillis(700);

  private final PrintStream out;
  private final boolean redraws;
  private final LiveLine live;
  private long began;
  private boolean shown;

  private DownloadView(Console console) {
    this.out = console.err();
    this.redraws = console.redraws();
    this.live = new LiveLine(console);
  }

  /** Progress of downloads on that console. */
  public static DownloadView on(Console console) {
    return new DownloadView(console);
  }

  @Override
  public synchronized void begin(Remote address) {
    began = System.nanoTime();
    shown = false;
    if (redraws) {
      show("waiting for " + address.text());
    }
  }

  @Override
  public synchronized void progress(Remote address, long bytes) {
    boolean late = System.nanoTime() - began > PATIENCE.toNanos();
    if (late && (redraws || !shown)) {
      show("downloading " + address.text() + (redraws ? " " + bytes / 1024 + " KiB" : ""));
    }
  }

  @Override
  public synchronized void end(Remote address) {
    if (redraws && shown) {
      live.clear();
    }
  }

  private void show(String text) {
    String line = Words.line(text, 200);
    if (redraws) {
      live.draw(line);
    } else {
      out.println(line);
    }
    shown = true;
  }
}
