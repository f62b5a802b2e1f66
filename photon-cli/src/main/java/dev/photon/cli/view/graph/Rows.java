package dev.photon.cli.view.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Vertices and long links cut into pieces that lead from one row to the next. An item is a vertex,
 * or a bend: the place where a link passes through a row. Mutable, for the layout alone.
 */
final class Rows {
  final List<List<Integer>> rows = new ArrayList<>();
  final List<List<Integer>> above = new ArrayList<>();
  final List<List<Integer>> below = new ArrayList<>();

  /** The bends of each link, from its upper end to its lower one. */
  final List<List<Integer>> bends = new ArrayList<>();

  private final List<Double> widths = new ArrayList<>();
  private final int vertices;

  Rows(double[] boxWidths, List<Link> links, int[] layer) {
    vertices = layer.length;
    for (int i = 0; i < vertices; i++) {
      addItem(layer[i], boxWidths[i]);
    }
    for (Link link : links) {
      boolean down = layer[link.from()] < layer[link.to()];
      int upper = down ? link.from() : link.to();
      int lower = down ? link.to() : link.from();
      List<Integer> passed = new ArrayList<>();
      int last = upper;
      for (int row = layer[upper] + 1; row < layer[lower]; row++) {
        int bend = addItem(row, link.width());
        passed.add(bend);
        join(last, bend);
        last = bend;
      }
      join(last, lower);
      bends.add(passed);
    }
  }

  int items() {
    return widths.size();
  }

  boolean isBend(int item) {
    return item >= vertices;
  }

  double width(int item) {
    return widths.get(item);
  }

  private int addItem(int row, double width) {
    int item = widths.size();
    widths.add(width);
    above.add(new ArrayList<>());
    below.add(new ArrayList<>());
    while (rows.size() <= row) {
      rows.add(new ArrayList<>());
    }
    rows.get(row).add(item);
    return item;
  }

  private void join(int upper, int lower) {
    below.get(upper).add(lower);
    above.get(lower).add(upper);
  }
}
