package dev.photon.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.Lifetime;
import dev.photon.config.Region;
import dev.photon.spi.api.DatacenterId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Every part of a tree says at least as much as any row below it has, however the tree grew. */
class PriceTreePropertiesTest {
  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void noPartSaysLessThanItsRowsHave(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12_000) int n) {
    Random random = new Random(seed);
    Bazaar bazaar = new Bazaar(random, n);
    OfferIndex index = new OfferIndex();
    int keptOfTen = random.nextInt(11);
    for (int i = 0; i < 2 * n; i++) {
      DatacenterId id = bazaar.id();
      index.put(bazaar.offer(id, i, Instant.EPOCH.plusNanos(random.nextInt(1_000))));
      if (i > n && random.nextInt(10) >= keptOfTen) {
        index.remove(bazaar.id());
      }
    }
    Set<Integer> seen = new HashSet<>();
    for (Region region : Region.values()) {
      for (PriceTree tree : index.trees(region, Lifetime.SHORT)) {
        check(tree.root(), null, index.rows(), seen);
      }
    }
    assertThat(seen).hasSize(index.size());
  }

  private static void check(
      Branch branch, @Nullable Branch above, OfferRows rows, Set<Integer> seen) {
    assertThat(branch.above).isSameAs(above);
    long[] limits = new long[OfferRows.LIMITS];
    for (int i = 0; i < branch.count; i++) {
      if (branch.isLeaf()) {
        int row = branch.rows[i];
        assertThat(seen.add(row)).isTrue();
        assertThat(rows.leaf(row)).isSameAs(branch);
        rows.limits(row, limits);
        covers(branch, limits, rows.list(row));
      } else {
        assertThat(branch.parts[i].count).isPositive();
        covers(branch, branch.parts[i].limits, branch.parts[i].list);
        check(branch.parts[i], branch, rows, seen);
      }
    }
  }

  private static void covers(Branch branch, long[] limits, int list) {
    for (int i = 0; i < limits.length; i++) {
      assertThat(branch.limits[i]).isGreaterThanOrEqualTo(limits[i]);
    }
    assertThat(branch.list).isIn(list, Branch.MIXED);
  }
}
