package dev.photon.core.match;

import static dev.photon.core.match.OfferRows.EXPIRES;
import static dev.photon.core.match.OfferRows.FREE;

import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.MatchResult.Candidate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** The offers of an {@link OfferIndex} that stand at a time. Used by one thread. */
final class IndexedOffers implements AllowedOffers {
  private final OfferIndex index;
  private final OfferRows rows;
  private final Set<DatacenterId> excluded;
  private final long now;
  private final long[] limits = new long[OfferRows.LIMITS];

  /** In rising order, of the book after so many comings. */
  private int[] excludedRows = new int[0];

  private long comings = -1;

  /** Of offers that have not expired by then, in nanoseconds. */
  IndexedOffers(OfferIndex index, Set<DatacenterId> excluded, long now) {
    this.index = index;
    this.rows = index.rows();
    this.excluded = excluded;
    this.now = now;
  }

  /** A part of a tree that may hold what fits, for at least so much. */
  private record Promise(long total, Branch branch) {
    static final Comparator<Promise> ORDER =
        Comparator.comparingLong(Promise::total)
            .thenComparingLong(p -> -p.branch.limits[FREE])
            .thenComparingLong(p -> -p.branch.limits[FREE + 1]);
  }

  /**
   * Looks into the parts that may hold the cheapest first, until no other can hold a better one.
   */
  @Override
  public List<Candidate> cheapest(Entry entry, int most) {
    synchronized (index) {
      findExcluded();
      Asked asked = new Asked(entry, rows.lists());
      Cheapest best = new Cheapest(entry, rows, most);
      PriorityQueue<Promise> promises = new PriorityQueue<>(Promise.ORDER);
      for (PriceTree tree : index.trees(entry.requirement().region(), entry.commitment())) {
        addPromise(tree.root(), asked, best, promises);
      }
      for (Promise next = promises.poll(); next != null; next = promises.poll()) {
        if (best.isBefore(next.total, Long.MAX_VALUE, Long.MAX_VALUE)) {
          break;
        }
        Branch branch = next.branch;
        if (best.isBefore(next.total, branch.limits[FREE], branch.limits[FREE + 1])) {
          continue; // another may have more free at the same price
        }
        for (int i = 0; i < branch.count; i++) {
          if (branch.isLeaf()) {
            add(branch.rows[i], asked, best);
          } else {
            addPromise(branch.parts[i], asked, best, promises);
          }
        }
      }
      return best.candidates();
    }
  }

  private void addPromise(
      Branch branch, Asked asked, Cheapest best, PriorityQueue<Promise> promises) {
    long[] all = branch.limits;
    if (branch.count == 0 || all[EXPIRES] <= now || !asked.isHeldBy(all)) {
      return;
    }
    long total = asked.total(branch.list, all);
    if (total >= 0 && !best.isBefore(total, all[FREE], all[FREE + 1])) {
      promises.add(new Promise(total, branch));
    }
  }

  private void add(int row, Asked asked, Cheapest best) {
    rows.limits(row, limits);
    if (limits[EXPIRES] > now && asked.isHeldBy(limits) && !isExcluded(row)) {
      long total = asked.total(rows.list(row), limits);
      if (total >= 0) {
        best.add(total, limits[FREE], limits[FREE + 1], row);
      }
    }
  }

  private void findExcluded() {
    if (comings != index.comings()) {
      comings = index.comings();
      excludedRows =
          excluded.stream()
              .mapToInt(index::row)
              .filter(row -> row != RowsById.NONE)
              .sorted()
              .toArray();
    }
  }

  private boolean isExcluded(int row) {
    return excludedRows.length > 0 && Arrays.binarySearch(excludedRows, row) >= 0;
  }

  @Override
  public Considered considered(Entry entry, int most) {
    Cheapest best = new Cheapest(entry, rows, most);
    return count(entry, best).result(entry, best.candidates());
  }

  /** Looks at all rows, some at a time. */
  private Tally count(Entry entry, Cheapest best) {
    Tally tally = new Tally();
    boolean more = true;
    for (int from = 0; more; from += OfferIndex.STEP) {
      synchronized (index) {
        findExcluded();
        Asked asked = new Asked(entry, rows.lists());
        int end = Math.min(from + OfferIndex.STEP, rows.count());
        for (int row = from; row < end; row++) {
          if (rows.used(row) && rows.expires(row) > now && !isExcluded(row)) {
            count(row, asked, tally, best);
          }
        }
        best.keep();
        more = end < rows.count();
      }
    }
    return tally;
  }

  private void count(int row, Asked asked, Tally tally, Cheapest best) {
    DatacenterRequirement requirement = asked.entry().requirement();
    tally.add(rows.region(row));
    if (rows.region(row) != requirement.region()) {
      tally.addElsewhere();
      return;
    }
    if (!rows.commitment(row).satisfies(asked.entry().commitment())) {
      tally.addUncommitted(rows.commitment(row));
      return;
    }
    rows.limits(row, limits);
    long total = asked.total(rows.list(row), limits);
    if (!asked.isHeldBy(limits) || total == Asked.NOT_SOLD) {
      tally.addTooSmall(asked.shortage(limits), () -> rows.id(row), () -> rows.offer(row));
    } else if (total < 0) {
      tally.addTooDear(asked.excess(rows.prices(row)), () -> rows.id(row), () -> rows.offer(row));
    } else {
      best.add(total, limits[FREE], limits[FREE + 1], row);
    }
  }

  @Override
  public long least(Wish wish) {
    return fitsAny(wish.with(wish.most())) ? Wish.least(wish, wish.most(), this::fitsAny) : 0;
  }

  private boolean fitsAny(DatacenterRequirement asked) {
    return !cheapest(Entry.of(asked), 1).isEmpty();
  }

  @Override
  public int admits(DatacenterRequirement asked) {
    Entry entry = Entry.of(asked);
    return count(entry, new Cheapest(entry, rows, 0)).fitting();
  }
}
