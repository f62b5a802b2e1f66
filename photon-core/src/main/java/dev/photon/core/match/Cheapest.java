package dev.photon.core.match;

import dev.photon.spi.api.MatchResult.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The first of some rows in {@link CheapestMatcher#ORDER}. Not thread-safe. */
final class Cheapest {
  private final Entry entry;
  private final OfferIndex index;
  private final int most;

  /** The last first. */
  private final PriorityQueue<Found> found = new PriorityQueue<>(Collections.reverseOrder(ORDER));

  private static final Comparator<Found> ORDER =
      Comparator.comparingLong((Found f) -> f.total)
          .thenComparingLong(f -> -f.cpu)
          .thenComparingLong(f -> -f.memory)
          .thenComparing(Found::id);

  /** At most so many. */
  Cheapest(Entry entry, OfferIndex index, int most) {
    this.entry = entry;
    this.index = index;
    this.most = most;
  }

  private final class Found {
    private final long total;
    private final long cpu;
    private final long memory;
    private final int row;
    private @Nullable String id;
    private @Nullable Candidate candidate;

    Found(long total, long cpu, long memory, int row) {
      this.total = total;
      this.cpu = cpu;
      this.memory = memory;
      this.row = row;
    }

    String id() {
      String known = id != null ? id : index.rows().id(row);
      id = known;
      return known;
    }

    /** As it is now, and stays. */
    Candidate candidate() {
      Candidate known =
          candidate != null ? candidate : entry.priced(index.offer(row)).orElseThrow();
      candidate = known;
      id = known.offer().id().value();
      return known;
    }
  }

  /** Whether anything that costs at least so much, and has at most so much free, comes too late. */
  boolean isBefore(long total, long cpu, long memory) {
    if (found.size() < most) {
      return false;
    }
    if (most == 0) {
      return true;
    }
    Found last = found.element();
    if (total != last.total) {
      return total > last.total;
    }
    return cpu != last.cpu ? cpu < last.cpu : memory < last.memory;
  }

  void add(long total, long cpu, long memory, int row) {
    if (isBefore(total, cpu, memory)) {
      return;
    }
    Found one = new Found(total, cpu, memory, row);
    if (found.size() < most) {
      found.add(one);
    } else if (ORDER.compare(one, found.element()) < 0) {
      found.remove();
      found.add(one);
    }
  }

  /** Makes offers of the rows, before these may change. */
  void keep() {
    found.forEach(Found::candidate);
  }

  /** All, the first first. */
  List<Candidate> candidates() {
    List<Found> sorted = new ArrayList<>(found);
    sorted.sort(ORDER);
    return sorted.stream().map(Found::candidate).toList();
  }
}
