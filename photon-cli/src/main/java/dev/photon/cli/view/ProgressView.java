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
  private static final String CLEAR = "\r\u001b[2K";
  private static final int NARROWEST = 20;

  private final PrintStream out;
  private final Style style;
  private final boolean redraws;
  private final int width;
  private String live = "";
  private Optional<MetacenterStatus> last = Optional.empty();

  private ProgressView(Console console) {
    this.out = console.err();
    this.style = console.errStyle();
    this.redraws = console.redraws();
    this.width = console.environment("COLUMNS").map(ProgressView::columns).orElse(80);
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
      out.print(CLEAR + text + "\n" + shortened(live));
      out.flush();
    } else {
      out.println(text);
    }
  }

  /** Takes the live line away. */
  @Override
  public synchronized void close() {
    if (redraws && !live.isEmpty()) {
      live = "";
      out.print(CLEAR);
      out.flush();
    }
  }

  private void show(String text) {
    String line = Words.line(text, 1000);
    if (line.equals(live)) {
      return;
    }
    live = line;
    if (redraws) {
      out.print(CLEAR + shortened(line));
      out.flush();
    } else {
      out.println(line);
    }
  }

  private String shortened(String line) {
    int most = Math.max(NARROWEST, width - 2);
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }

  private static int columns(String text) {
    try {
      return Math.max(NARROWEST, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return 80;
    }
  }
}
