package dev.photon.cli.view.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.photon.cli.view.graph.LayeredLayout.Bend;
import dev.photon.cli.view.graph.LayeredLayout.Box;
import dev.photon.cli.view.graph.LayeredLayout.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Geometry, for any boxes and links. */
class LayoutTest {
  private static final double EXACT = 1e-6;

  /** Boxes, and links between different ones, none twice. */
  record Input(List<Size> sizes, List<Link> links) {}

  @Provide
  Arbitrary<Input> inputs() {
    return Arbitraries.randomValue(random -> input(random, false));
  }

  @Provide
  Arbitrary<Input> withoutCycles() {
    return Arbitraries.randomValue(random -> input(random, true));
  }

  private static Input input(Random random, boolean downwards) {
    int count = random.nextInt(40);
    List<Size> sizes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sizes.add(new Size(10 + random.nextInt(300), 10 + random.nextInt(100)));
    }
    Set<List<Integer>> ends = new HashSet<>();
    List<Link> links = new ArrayList<>();
    for (int i = random.nextInt(80); i > 0 && count > 1; i--) {
      int a = random.nextInt(count);
      int b = random.nextInt(count);
      int from = downwards ? Math.min(a, b) : a;
      int to = downwards ? Math.max(a, b) : b;
      if (from != to && ends.add(List.of(from, to))) {
        links.add(new Link(from, to, 5 + random.nextInt(20)));
      }
    }
    return new Input(sizes, links);
  }

  @Property
  void boxesNeverOverlapAndStayOnThePage(@ForAll("inputs") Input input) {
    LayeredLayout layout = LayeredLayout.of(input.sizes(), input.links());

    assertThat(layout.boxes()).hasSameSizeAs(input.sizes());
    for (int i = 0; i < layout.boxes().size(); i++) {
      Box box = layout.boxes().get(i);
      assertThat(new Size(box.width(), box.height())).isEqualTo(input.sizes().get(i));
      assertThat(box.left()).isGreaterThanOrEqualTo(-EXACT);
      assertThat(box.right()).isLessThanOrEqualTo(layout.width() + EXACT);
      assertThat(box.bottom()).isLessThanOrEqualTo(layout.rows().get(box.row()).bottom() + EXACT);
      for (Box other : layout.boxes().subList(0, i)) {
        boolean aside = box.right() < other.left() || other.right() < box.left();
        boolean apart = box.bottom() < other.top() || other.bottom() < box.top();
        assertThat(aside || apart).as(box + " and " + other).isTrue();
      }
    }
  }

  @Property
  void linksBendInEachRowBetweenAndPassBeside(@ForAll("inputs") Input input) {
    LayeredLayout layout = LayeredLayout.of(input.sizes(), input.links());

    for (int i = 0; i < input.links().size(); i++) {
      Link link = input.links().get(i);
      int row = layout.boxes().get(link.from()).row();
      int last = layout.boxes().get(link.to()).row();
      int step = Integer.signum(last - row);
      assertThat(step).isNotZero();
      for (Bend bend : layout.bends().get(i)) {
        row += step;
        assertThat(bend.row()).isEqualTo(row);
        for (Box box : layout.boxes()) {
          assertThat(box.row() == row && box.left() < bend.x() && bend.x() < box.right()).isFalse();
        }
      }
      assertThat(row + step).isEqualTo(last);
    }
  }

  @Property
  void withoutCyclesAllLinksLeadDown(@ForAll("withoutCycles") Input input) {
    int[] layer = Layers.of(input.sizes().size(), input.links(), 5);

    assertThat(input.links()).allMatch(link -> layer[link.from()] < layer[link.to()]);
    int last = Arrays.stream(layer).max().orElse(-1);
    for (int i = 0; i <= last; i++) {
      int each = i;
      assertThat(Arrays.stream(layer).filter(l -> l == each).count()).isBetween(1L, 5L);
    }
  }

  @Property
  void theSameInputGivesTheSameLayout(@ForAll("inputs") Input input) {
    assertThat(LayeredLayout.of(input.sizes(), input.links()))
        .isEqualTo(LayeredLayout.of(input.sizes(), input.links()));
  }

  @Property
  void orderingNeverAddsCrossings(@ForAll("inputs") Input input) {
    int[] layer = Layers.of(input.sizes().size(), input.links(), 6);
    Rows rows =
        new Rows(input.sizes().stream().mapToDouble(Size::width).toArray(), input.links(), layer);
    long before = crossings(rows);
    List<Set<Integer>> items = rows.rows.stream().<Set<Integer>>map(HashSet::new).toList();

    RowOrder.apply(rows);
    long after = crossings(rows);
    RowOrder.apply(rows);

    assertThat(after).isLessThanOrEqualTo(before);
    assertThat(crossings(rows)).isLessThanOrEqualTo(after);
    assertThat(rows.rows.stream().<Set<Integer>>map(HashSet::new)).isEqualTo(items);
  }

  /** Each pair of links between two rows, one by one. */
  private static long crossings(Rows rows) {
    long crossings = 0;
    for (int i = 1; i < rows.rows.size(); i++) {
      List<int[]> ends = new ArrayList<>();
      List<Integer> upper = rows.rows.get(i - 1);
      for (int place = 0; place < upper.size(); place++) {
        for (int lower : rows.below.get(upper.get(place))) {
          ends.add(new int[] {place, rows.rows.get(i).indexOf(lower)});
        }
      }
      for (int[] a : ends) {
        crossings += ends.stream().filter(b -> a[0] < b[0] && a[1] > b[1]).count();
      }
    }
    return crossings;
  }

  @Test
  void twoCrossedPairsAreUncrossed() {
    List<Size> sizes = List.of(box(), box(), box(), box());
    LayeredLayout layout = LayeredLayout.of(sizes, List.of(new Link(0, 3, 9), new Link(1, 2, 9)));

    assertThat(layout.boxes().get(0).middle())
        .isCloseTo(layout.boxes().get(3).middle(), within(EXACT));
    assertThat(layout.boxes().get(1).middle())
        .isCloseTo(layout.boxes().get(2).middle(), within(EXACT));
  }

  private static Size box() {
    return new Size(100, 50);
  }

  @Provide
  Arbitrary<double[]> values() {
    return Arbitraries.doubles().between(-50, 50).array(double[].class).ofMaxSize(12);
  }

  /** The nearest nondecreasing sequence, by the formula that goes over all intervals. */
  @Property
  void nondecreasingIsTheNearest(@ForAll("values") double[] values) {
    double[] weights = new double[values.length];
    Arrays.setAll(weights, i -> 1 + i % 3);

    double[] nearest = Columns.nondecreasing(values, weights);

    for (int i = 0; i < values.length; i++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int from = 0; from <= i; from++) {
        double least = Double.POSITIVE_INFINITY;
        for (int to = i; to < values.length; to++) {
          least = Math.min(least, mean(values, weights, from, to));
        }
        most = Math.max(most, least);
      }
      assertThat(nearest[i]).isCloseTo(most, within(EXACT));
    }
  }

  private static double mean(double[] values, double[] weights, int from, int to) {
    double sum = 0;
    double weight = 0;
    for (int i = from; i <= to; i++) {
      sum += values[i] * weights[i];
      weight += weights[i];
    }
    return sum / weight;
  }
}
