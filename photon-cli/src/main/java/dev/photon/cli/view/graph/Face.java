package dev.photon.cli.view.graph;

import dev.photon.cli.view.graph.GraphModel.Run;
import dev.photon.cli.view.graph.GraphModel.ServiceVertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is written in a box, with places from the box's top left corner. Text is set in a fixed
 * pitch, whose glyphs have one width in all usual fonts: so it is known here what fits.
 */
record Face(List<Line> lines, List<Chip> chips, double width, double height) {
  static final double NAME = 15;
  static final double SMALL = 11.5;
  static final double CHIP_HEIGHT = 19;

  /** The widest of the usual fonts have 0.602. */
  private static final double PITCH = 0.61;

  private static final double PAD = 16;
  private static final double CHIP_PAD = 8;
  private static final double CHIP_GAP = 6;
  private static final double NARROWEST = 132;
  private static final double WIDEST_CHIPS = 250;
  private static final int MOST_CHIPS = 6;

  /** A line of text that begins there, on its base line. */
  record Line(String text, String style, double x, double y) {}

  /** Where a service runs; {@code place} picks the colour. */
  record Chip(String text, int place, boolean empty, double x, double y, double width) {}

  /** How wide a text of that size is at most. */
  static double width(String text, double size) {
    return text.codePointCount(0, text.length()) * size * PITCH;
  }

  static double chipWidth(String text) {
    return width(text, SMALL) + 2 * CHIP_PAD;
  }

  /**
   * The face of a vertex.
   *
   * @param least how wide it must be for what is attached to it
   * @param own the ports by which its own nodes reach each other
   */
  static Face of(Optional<ServiceVertex> service, double least, List<String> own) {
    if (service.isEmpty()) {
      double wide = Math.max(NARROWEST, least);
      double x = (wide - width("anyone", NAME)) / 2;
      return new Face(List.of(new Line("anyone", "name", x, 27)), List.of(), wide, 42);
    }
    return new Writing(service.get(), own).face(least);
  }

  private static final class Writing {
    private final List<Line> lines = new ArrayList<>();
    private final List<Chip> chips = new ArrayList<>();
    private double wide = NARROWEST;
    private double y = 34;

    Writing(ServiceVertex service, List<String> own) {
      line(service.name(), "name", NAME);
      y += 18;
      line(Legend.image(service.image()), "image", SMALL);
      if (!own.isEmpty()) {
        y += 17;
        line(own(own), "image", SMALL);
      }
      y += 11;
      addChips(service.runs());
      if (service.runs().isEmpty()) {
        y += 8;
        line("not deployed", "image", SMALL);
      }
    }

    Face face(double least) {
      double bottom = chips.isEmpty() ? y : chips.get(chips.size() - 1).y() + CHIP_HEIGHT;
      return new Face(lines, chips, Math.max(wide, least), bottom + PAD);
    }

    private void line(String text, String style, double size) {
      lines.add(new Line(text, style, PAD, y));
      wide = Math.max(wide, width(text, size) + 2 * PAD);
    }

    private void addChips(List<Run> runs) {
      double most = Math.max(WIDEST_CHIPS, wide);
      double x = PAD;
      int shown = runs.size() > MOST_CHIPS ? MOST_CHIPS - 1 : runs.size();
      for (int i = 0; i < Math.min(runs.size(), MOST_CHIPS); i++) {
        Run run = runs.get(i);
        String text = i < shown ? run.text() : "and " + (runs.size() - shown) + " more";
        double chip = chipWidth(text);
        if (x > PAD && x + chip + PAD > most) {
          x = PAD;
          y += CHIP_HEIGHT + CHIP_GAP;
        }
        boolean empty = i < shown && run.nodes() == 0;
        chips.add(new Chip(text, i < shown ? run.place() : -1, empty, x, y, chip));
        wide = Math.max(wide, x + chip + PAD);
        x += chip + CHIP_GAP;
      }
    }
  }

  private static String own(List<String> ports) {
    return "own nodes: "
        + String.join(", ", ports.subList(0, Math.min(3, ports.size())))
        + (ports.size() > 3 ? ", …" : "");
  }
}
