package dev.photon.core.match;

import static dev.photon.core.match.OfferRows.EXPIRES;
import static dev.photon.core.match.OfferRows.FREE;

import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.MatchResult.Candidate;
import java.util.Arrays;
import java.util.List;
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

  /**
   * Looks into the parts that may hold the cheapest first, until no other can hold a better one.
   */
  @Override
  public List<Candidate> cheapest(Entry entry, int most) {
    synchronized (index) {
      findExcluded();
      Asked asked = new Asked(entry, rows.lists());
      Cheapest best = new Cheapest(entry, index, most);
      Frontier frontier = new Frontier();
      for (PriceTree tree : index.trees(entry.requirement().region(), entry.commitment())) {
        add(tree.root(), asked, best, frontier);
      }
      while (!frontier.isEmpty()) {
        long total = frontier.total();
        Branch branch = frontier.remove();
        if (best.isBefore(total, Long.MAX_VALUE, Long.MAX_VALUE)) {
          break;
        }
        if (best.isBefore(total, branch.limits[FREE], branch.limits[FREE + 1])) {
          continue; // another may have more free at the same price
        }
        for (int i = 0; i < branch.count; i++) {
          if (branch.isLeaf()) {
            add(branch.rows[i], branch.flavoured, asked, best);
          } else {
            add(branch.parts[i], asked, best, frontier);
          }
        }
      }
      return best.candidates();
    }
  }

  private void add(Branch branch, Asked asked, Cheapest best, Frontier frontier) {
    long[] all = branch.limits;
    if (branch.count == 0 || all[EXPIRES] <= now || !asked.isHeldBy(all)) {
      return;
    }
    long total = asked.least(branch.list, all);
    if (total >= 0 && !best.isBefore(total, all[FREE], all[FREE + 1])) {
      frontier.add(total, branch);
    }
  }

  private void add(int row, boolean flavoured, Asked asked, Cheapest best) {
    rows.terms(row, flavoured, limits);
    if (limits[EXPIRES] > now && asked.isHeldBy(limits)) {
      long total = asked.total(rows.list(row, flavoured), limits);
      if (total >= 0 && !best.isBefore(total, limits[FREE], limits[FREE + 1]) && !isExcluded(row)) {
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
    Cheapest best = new Cheapest(entry, index, most);
    return count(entry, best).result(entry, best.candidates());
  }

  /** Looks at all rows, some at a time. */
  private Tally count(Entry entry, Cheapest best) {
    Tally tally = new Tally();
    Asked asked = new Asked(entry, rows.lists());
    long forgotten = -1;
    boolean more = true;
    for (int from = 0; more; from += OfferIndex.STEP) {
      synchronized (index) {
        findExcluded();
        if (forgotten != rows.lists().forgotten()) {
          forgotten = rows.lists().forgotten();
          asked = new Asked(entry, rows.lists()); // which knows lists by their numbers
        }
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
    boolean flavoured = rows.flavoured(row);
    rows.terms(row, flavoured, limits);
    long total = asked.total(rows.list(row, flavoured), limits);
    if (!asked.isHeldBy(limits) || total == Asked.NOT_SOLD) {
      tally.addTooSmall(asked.shortage(limits), () -> rows.id(row), () -> rows.offer(row));
    } else if (total < 0) {
      tally.addTooDear(
          asked.excess(rows.list(row), rows.prices(row)),
          () -> rows.id(row),
          () -> rows.offer(row));
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
    return count(entry, new Cheapest(entry, index, 0)).fitting();
  }
}
