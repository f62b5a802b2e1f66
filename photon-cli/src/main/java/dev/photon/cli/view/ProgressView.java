package dev.photon.cli.view;

import dev.photon.core.client.Progress;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.MetacenterStatus;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Shows on standard error how something long goes on: on a terminal one line that is drawn anew
 * below what happened, elsewhere a line for each step.
 */
public final class ProgressView implements Progress, AutoCloseable {
  private final PrintStream out;
  private final Style style;
  private final boolean redraws;
  private final LiveLine live;
  private String shown = "";
  private Optional<MetacenterStatus> last = Optional.empty();

  private ProgressView(Console console) {
    this.out = console.err();
    this.style = console.errStyle();
    this.redraws = console.redraws();
    this.live = new LiveLine(console);
  }

  /** Progress on that console; none at all when the user wants quiet. */
  public static ProgressView on(Console console) {
    return new ProgressView(console);
  }

  @Override
  public synchronized void step(String text) {
    show(text);
  }

  @Override
  public synchronized void status(MetacenterStatus status) {
    String before = last.map(StatusView::brief).orElse("");
    last = Optional.of(status);
    String now = StatusView.brief(status);
    if (!now.equals(before)) {
      show(now);
    }
  }

  @Override
  public synchronized void event(Event event) {
    String text = style.faint(event.type().text()) + "  " + Words.line(event.text(), 200);
    if (redraws) {
      live.drawBelow(text, shown);
    } else {
      out.println(text);
    }
  }

  /** Takes the live line away. */
  @Override
  public synchronized void close() {
    if (redraws && !shown.isEmpty()) {
      shown = "";
      live.clear();
    }
  }

  private void show(String text) {
    String line = Words.line(text, 1000);
    if (line.equals(shown)) {
      return;
    }
    shown = line;
    if (redraws) {
      live.draw(line);
    } else {
      out.println(line);
    }
  }
}
