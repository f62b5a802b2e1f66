package dev.photon.cli.view.graph;

import dev.photon.cli.view.graph.Face.Chip;
import dev.photon.cli.view.graph.GraphModel.Kind;
import dev.photon.cli.view.graph.GraphModel.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What stands below a picture: the datacenters, and what the arrows mean; in lines that fit. */
final class SvgLegend {
  private static final int MOST_PLACES = 24;
  private static final double LINE = 28;
  private static final double GAP = 22;
  private static final double STROKE = 34;

  private final double width;
  private final List<Item> items = new ArrayList<>();
  private double x;
  private double y;

  /** A sample and its meaning; the sample is a chip or an arrow. */
  private record Item(double x, double y, double sample, int place, String name, String text) {}

  SvgLegend(GraphModel model, double width) {
    this.width = width;
    int shown = Math.min(MOST_PLACES, model.places().size());
    for (int i = 0; i < shown; i++) {
      Place place = model.places().get(i);
      add(Face.chipWidth(place.name()), i, place.name(), Legend.place(place));
    }
    if (shown < model.places().size()) {
      add(0, -1, "", "and " + (model.places().size() - shown) + " more datacenters");
    }
    if (x > 0) {
      x = 0;
      y += LINE;
    }
    Arrays.stream(Kind.values())
        .filter(kind -> model.arrows().stream().anyMatch(arrow -> arrow.kind() == kind))
        .forEach(kind -> add(STROKE, -1, SvgText.kind(kind), Legend.way(kind)));
  }

  double height() {
    return x > 0 ? y + LINE : y;
  }

  private void add(double sample, int place, String name, String text) {
    double needed = sample + 8 + Face.width(text, Face.SMALL);
    if (x > 0 && x + needed > width) {
      x = 0;
      y += LINE;
    }
    items.add(new Item(x, y, sample, place, name, text));
    x += needed + GAP;
  }

  void write(SvgWriter out) {
    for (Item item : items) {
      if (item.place() >= 0) {
        SvgText.chip(
            out, new Chip(item.name(), item.place(), false, item.x(), item.y(), item.sample()));
      } else if (item.sample() > 0) {
        arrow(out, item);
      }
      out.text("text", item.text(), "x", item.x() + item.sample() + 8, "y", item.y() + 13.5);
    }
  }

  private static void arrow(SvgWriter out, Item item) {
    double middle = item.y() + 9.5;
    double tip = item.x() + item.sample();
    String from = SvgWriter.number(item.x()) + " " + SvgWriter.number(middle);
    out.empty(
        "path",
        "class",
        "way " + item.name(),
        "d",
        "M" + from + "H" + SvgWriter.number(tip - Drawing.HEAD));
    out.empty(
        "path",
        "class",
        "head " + item.name(),
        "d",
        "M" + SvgWriter.number(tip) + " " + SvgWriter.number(middle) + "l-8 -5v10Z");
  }
}
