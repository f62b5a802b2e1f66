package dev.photon.cli.view.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Places boxes in rows so that links lead downwards where they can: layers by longest path ({@link
 * Layers}), few crossings ({@link RowOrder}), straight long links ({@link Columns}). Pure geometry.
 *
 * @param boxes in the order of the sizes given; they never overlap
 * @param bends for each link, where it passes through rows between its ends, from its beginning
 */
record LayeredLayout(
    List<Box> boxes, List<List<Bend>> bends, List<Row> rows, double width, double height) {
  /** Room for a curve between two rows, and more of it the farther it has to go aside. */
  private static final double ROW_GAP = 72;

  private static final double STEEPEST = 0.14;
  private static final double MOST_EXTRA = 120;

  /** How much room a box needs. */
  record Size(double width, double height) {}

  /** A box on the page; its row may be higher. */
  record Box(double left, double top, double width, double height, int row) {
    double right() {
      return left + width;
    }

    double bottom() {
      return top + height;
    }

    double middle() {
      return left + width / 2;
    }
  }

  /** Where a link goes straight through a row. */
  record Bend(double x, int row) {}

  /** Boxes begin at its top, and end at its bottom or before. */
  record Row(double top, double bottom) {}

  LayeredLayout {
    boxes = List.copyOf(boxes);
    bends = List.copyOf(bends);
    rows = List.copyOf(rows);
  }

  /**
   * The links are between different boxes, and none twice; the same input gives the same layout.
   */
  static LayeredLayout of(List<Size> sizes, List<Link> links) {
    int[] layer = Layers.of(sizes.size(), links, widest(sizes.size()));
    Rows items = new Rows(sizes.stream().mapToDouble(Size::width).toArray(), links, layer);
    RowOrder.apply(items);
    double[] middle = Columns.of(items);
    List<Row> rows = rows(sizes, items, middle);

    List<Box> boxes = new ArrayList<>();
    double width = 0;
    for (int i = 0; i < sizes.size(); i++) {
      Size size = sizes.get(i);
      double left = middle[i] - size.width() / 2;
      boxes.add(new Box(left, rows.get(layer[i]).top(), size.width(), size.height(), layer[i]));
    }
    for (int i = 0; i < items.items(); i++) {
      width = Math.max(width, middle[i] + items.width(i) / 2);
    }
    List<List<Bend>> bends = new ArrayList<>();
    for (int i = 0; i < links.size(); i++) {
      bends.add(bends(links.get(i), items.bends.get(i), middle, layer));
    }
    double height = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).bottom();
    return new LayeredLayout(boxes, bends, rows, width, height);
  }

  /** About the proportions of a page, with boxes that are wider than they are high. */
  private static int widest(int boxes) {
    return Math.max(5, (int) Math.ceil(Math.sqrt(boxes * 1.6)));
  }

  private static List<Row> rows(List<Size> sizes, Rows items, double[] middle) {
    List<Row> rows = new ArrayList<>();
    double top = 0;
    for (List<Integer> row : items.rows) {
      double height = 0;
      double aside = 0;
      for (int item : row) {
        height = Math.max(height, items.isBend(item) ? 0 : sizes.get(item).height());
        for (int next : items.below.get(item)) {
          aside = Math.max(aside, Math.abs(middle[item] - middle[next]));
        }
      }
      rows.add(new Row(top, top + height));
      top += height + ROW_GAP + Math.min(MOST_EXTRA, aside * STEEPEST);
    }
    return rows;
  }

  private static List<Bend> bends(Link link, List<Integer> items, double[] middle, int[] layer) {
    boolean down = layer[link.from()] < layer[link.to()];
    int row = layer[down ? link.from() : link.to()];
    List<Bend> bends = new ArrayList<>();
    for (int item : items) {
      bends.add(new Bend(middle[item], ++row));
    }
    if (!down) {
      Collections.reverse(bends);
    }
    return bends;
  }
}
