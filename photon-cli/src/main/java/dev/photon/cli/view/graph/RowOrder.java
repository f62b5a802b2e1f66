package dev.photon.cli.view.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Orders the items of each row so that few links cross: each goes to the mean place of its
 * neighbours in the row before, row after row, down and up in turn. The best of all is kept. Sweeps
 * are bounded, each takes linear time but for sorting.
 */
final class RowOrder {
  private static final int SWEEPS = 24;

  private final Rows rows;
  private final int[] place;

  private RowOrder(Rows rows) {
    this.rows = rows;
    this.place = new int[rows.items()];
  }

  static void apply(Rows rows) {
    new RowOrder(rows).sweep();
  }

  private void sweep() {
    for (List<Integer> row : rows.rows) {
      remember(row);
    }
    List<List<Integer>> best = copy();
    long fewest = crossings();
    for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
      boolean down = sweep % 2 == 0;
      int last = rows.rows.size() - 1;
      for (int i = 1; i <= last; i++) {
        order(rows.rows.get(down ? i : last - i), down ? rows.above : rows.below);
      }
      long crossings = crossings();
      if (crossings < fewest) {
        fewest = crossings;
        best = copy();
      }
    }
    for (int i = 0; i < best.size(); i++) {
      rows.rows.set(i, best.get(i));
    }
  }

  private void order(List<Integer> row, List<List<Integer>> neighbours) {
    double[] mean = new double[rows.items()];
    for (int item : row) {
      mean[item] =
          neighbours.get(item).stream().mapToInt(n -> place[n]).average().orElse(place[item]);
    }
    row.sort(Comparator.comparingDouble(item -> mean[item]));
    remember(row);
  }

  private void remember(List<Integer> row) {
    for (int i = 0; i < row.size(); i++) {
      place[row.get(i)] = i;
    }
  }

  private List<List<Integer>> copy() {
    List<List<Integer>> copy = new ArrayList<>();
    rows.rows.forEach(row -> copy.add(new ArrayList<>(row)));
    return copy;
  }

  private long crossings() {
    long crossings = 0;
    for (int i = 1; i < rows.rows.size(); i++) {
      crossings += crossings(rows.rows.get(i - 1), rows.rows.get(i).size());
    }
    return crossings;
  }

  /** Inversions among the lower ends of links in the order of their upper ends, by a sum tree. */
  private long crossings(List<Integer> upper, int lowerSize) {
    int[] tree = new int[lowerSize + 1];
    long crossings = 0;
    int seen = 0;
    for (int item : upper) {
      int[] ends = rows.below.get(item).stream().mapToInt(n -> place[n]).sorted().toArray();
      for (int end : ends) {
        int before = 0;
        for (int i = end + 1; i > 0; i -= i & -i) {
          before += tree[i];
        }
        crossings += seen - before;
      }
      for (int end : ends) {
        for (int i = end + 1; i <= lowerSize; i += i & -i) {
          tree[i]++;
        }
      }
      seen += ends.length;
    }
    return crossings;
  }
}
