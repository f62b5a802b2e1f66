package dev.photon.cli.view.graph;

import com.google.common.collect.Iterables;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the middle of each item: near the middles of its neighbours, in the row's order, and apart
 * from the next. Long links are pulled straight. Each row is the best answer to what its neighbours
 * ask for (least squares under the distances); a bounded number of sweeps brings the rows together.
 */
final class Columns {
  private static final int SWEEPS = 16;
  private static final double BOX_GAP = 36;
  private static final double BEND_GAP = 14;
  private static final double INERTIA = 0.01;

  private enum Toward {
    ABOVE,
    BELOW,
    BOTH
  }

  private final Rows rows;
  private final double[] middle;

  private Columns(Rows rows) {
    this.rows = rows;
    this.middle = new double[rows.items()];
  }

  /** The middles; the leftmost edge is at 0. */
  static double[] of(Rows rows) {
    Columns columns = new Columns(rows);
    columns.start();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      int last = rows.rows.size() - 1;
      boolean down = sweep % 2 == 0;
      for (int i = 0; i <= last; i++) {
        columns.settle(
            rows.rows.get(down ? i : last - i),
            sweep >= SWEEPS / 2 ? Toward.BOTH : down ? Toward.ABOVE : Toward.BELOW);
      }
    }
    return columns.fromZero();
  }

  private void start() {
    for (List<Integer> row : rows.rows) {
      double[] offsets = offsets(row);
      double half = row.isEmpty() ? 0 : offsets[offsets.length - 1] / 2;
      for (int i = 0; i < offsets.length; i++) {
        middle[row.get(i)] = offsets[i] - half;
      }
    }
  }

  /** How far each item of a row is from the first when they stand as near as they may. */
  private double[] offsets(List<Integer> row) {
    double[] offsets = new double[row.size()];
    for (int i = 1; i < row.size(); i++) {
      int left = row.get(i - 1);
      int right = row.get(i);
      boolean boxes = !rows.isBend(left) && !rows.isBend(right);
      offsets[i] =
          offsets[i - 1]
              + (rows.width(left) + rows.width(right)) / 2
              + (boxes ? BOX_GAP : BEND_GAP);
    }
    return offsets;
  }

  private void settle(List<Integer> row, Toward toward) {
    double[] wished = new double[row.size()];
    double[] weights = new double[row.size()];
    double[] offsets = offsets(row);
    for (int i = 0; i < row.size(); i++) {
      int item = row.get(i);
      double weight = INERTIA;
      double sum = weight * middle[item];
      for (int neighbour : neighbours(item, toward)) {
        sum += pull(item, neighbour) * middle[neighbour];
        weight += pull(item, neighbour);
      }
      wished[i] = sum / weight - offsets[i];
      weights[i] = weight;
    }
    double[] settled = nondecreasing(wished, weights);
    for (int i = 0; i < row.size(); i++) {
      middle[row.get(i)] = settled[i] + offsets[i];
    }
  }

  private Iterable<Integer> neighbours(int item, Toward toward) {
    return switch (toward) {
      case ABOVE -> rows.above.get(item);
      case BELOW -> rows.below.get(item);
      case BOTH -> Iterables.concat(rows.above.get(item), rows.below.get(item));
    };
  }

  private double pull(int item, int neighbour) {
    return rows.isBend(item) && rows.isBend(neighbour)
        ? 8
        : rows.isBend(item) || rows.isBend(neighbour) ? 2 : 1;
  }

  /** The nondecreasing sequence nearest to the values: violators next to each other are pooled. */
  static double[] nondecreasing(double[] values, double[] weights) {
    double[] mean = new double[values.length];
    double[] weight = new double[values.length];
    int[] size = new int[values.length];
    int pools = 0;
    for (int i = 0; i < values.length; i++) {
      mean[pools] = values[i];
      weight[pools] = weights[i];
      size[pools] = 1;
      pools++;
      while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
        double both = weight[pools - 2] + weight[pools - 1];
        mean[pools - 2] =
            (mean[pools - 2] * weight[pools - 2] + mean[pools - 1] * weight[pools - 1]) / both;
        weight[pools - 2] = both;
        size[pools - 2] += size[pools - 1];
        pools--;
      }
    }
    double[] result = new double[values.length];
    int from = 0;
    for (int pool = 0; pool < pools; pool++) {
      Arrays.fill(result, from, from + size[pool], mean[pool]);
      from += size[pool];
    }
    return result;
  }

  private double[] fromZero() {
    double left = 0;
    for (int i = 0; i < middle.length; i++) {
      double edge = middle[i] - rows.width(i) / 2;
      left = i == 0 ? edge : Math.min(left, edge);
    }
    for (int i = 0; i < middle.length; i++) {
      middle[i] -= left;
    }
    return middle;
  }
}
