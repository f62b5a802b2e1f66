package dev.photon.core.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each entry one of its candidates, no two the same, at the least total cost; among equals,
 * with the least sum of ranks in the entries' lists. The same lists always get the same answer.
 *
 * <p>Successive shortest paths with potentials: entry after entry is added by the cheapest way to
 * reach a free datacenter, which may hand on datacenters that earlier entries hold.
 *
 * <p>With k entries the first k candidates of each are enough. Take any best assignment, and an
 * entry that has a later one: the other k − 1 entries hold at most k − 1 of its first k, so one of
 * these is free, and changing to it costs no more and ranks better. Changing one entry after the
 * other, none changes twice.
 */
final class Assignment {
  private static final int NONE = -1;
  private static final long FAR = Long.MAX_VALUE;

  private final int entries;
  private final int[][] datacenters;
  private final long[][] costs;

  /** Which entry holds a datacenter. */
  private final int[] holder;

  /** Which of its candidates an entry holds. */
  private final int[] held;

  // Every length is a pair: cost, then rank; potentials keep all reduced lengths from being
  // negative.
  private final long[] entryCost;
  private final long[] entryRank;
  private final long[] placeCost;
  private final long[] placeRank;

  private final long[] distanceCost;
  private final long[] distanceRank;
  private final int[] from;
  private final boolean[] settled;
  private final List<Integer> reached = new ArrayList<>();
  private final List<Integer> visited = new ArrayList<>();

  /** What came out. */
  sealed interface Outcome {}

  /**
   * Every entry has a datacenter.
   *
   * @param chosen for each entry, which of its candidates
   */
  record Complete(List<Integer> chosen) implements Outcome {}

  /**
   * There is none: these entries together have fewer candidates than they are.
   *
   * @param places how many different candidates they have
   */
  record TooFew(List<Integer> entries, int places) implements Outcome {}

  private Assignment(int[][] datacenters, long[][] costs, int places) {
    this.entries = datacenters.length;
    this.datacenters = datacenters;
    this.costs = costs;
    holder = filled(places);
    held = filled(entries);
    entryCost = new long[entries];
    entryRank = new long[entries];
    placeCost = new long[places];
    placeRank = new long[places];
    distanceCost = new long[places];
    Arrays.fill(distanceCost, FAR);
    distanceRank = new long[places];
    from = new int[places];
    settled = new boolean[places];
  }

  /**
   * Solves one market.
   *
   * @param candidates for each entry, the ids of its candidates, best first
   * @param costs of the same, each at most {@link Pricing#MOST}
   */
  static Outcome of(List<? extends List<?>> candidates, List<long[]> costs) {
    Map<Object, Integer> numbers = new HashMap<>();
    int k = candidates.size();
    int[][] datacenters = new int[k][];
    long[][] prices = new long[k][];
    for (int e = 0; e < k; e++) {
      int n = Math.min(k, candidates.get(e).size());
      datacenters[e] = new int[n];
      for (int i = 0; i < n; i++) {
        // Numbered in order of appearance, which is the same for the same lists.
        datacenters[e][i] = numbers.computeIfAbsent(candidates.get(e).get(i), x -> numbers.size());
      }
      prices[e] = Arrays.copyOf(costs.get(e), n);
    }
    return new Assignment(datacenters, prices, numbers.size()).solve();
  }

  private Outcome solve() {
    for (int e = 0; e < entries; e++) {
      int free = nearestFree(e);
      if (free == NONE) {
        List<Integer> crowd = new ArrayList<>(List.of(e));
        visited.forEach(place -> crowd.add(holder[place]));
        crowd.sort(Integer::compare);
        return new TooFew(List.copyOf(crowd), visited.size());
      }
      updatePotentials(e, free);
      handOn(e, free);
    }
    return new Complete(Arrays.stream(held).boxed().toList());
  }

  /** Dijkstra over datacenters, from an entry to the nearest that nobody holds. */
  private int nearestFree(int start) {
    for (int place : reached) {
      distanceCost[place] = FAR;
      settled[place] = false;
    }
    reached.clear();
    visited.clear();
    relax(start, 0, 0);
    while (true) {
      int best = NONE;
      for (int place : reached) {
        if (!settled[place] && (best == NONE || nearer(place, best))) {
          best = place;
        }
      }
      if (best == NONE || holder[best] == NONE) {
        return best;
      }
      settled[best] = true;
      visited.add(best);
      relax(holder[best], distanceCost[best], distanceRank[best]);
    }
  }

  private boolean nearer(int a, int b) {
    return distanceCost[a] != distanceCost[b]
        ? distanceCost[a] < distanceCost[b]
        : distanceRank[a] != distanceRank[b] ? distanceRank[a] < distanceRank[b] : a < b;
  }

  private void relax(int entry, long cost, long rank) {
    for (int i = 0; i < datacenters[entry].length; i++) {
      int place = datacenters[entry][i];
      if (settled[place]) {
        continue;
      }
      long toCost = cost + costs[entry][i] - entryCost[entry] - placeCost[place];
      long toRank = rank + i - entryRank[entry] - placeRank[place];
      if (distanceCost[place] == FAR) {
        reached.add(place);
      } else if (toCost > distanceCost[place]
          || (toCost == distanceCost[place] && toRank >= distanceRank[place])) {
        continue;
      }
      distanceCost[place] = toCost;
      distanceRank[place] = toRank;
      from[place] = entry;
    }
  }

  private void updatePotentials(int start, int free) {
    entryCost[start] += distanceCost[free];
    entryRank[start] += distanceRank[free];
    for (int place : visited) {
      long cost = distanceCost[free] - distanceCost[place];
      long rank = distanceRank[free] - distanceRank[place];
      entryCost[holder[place]] += cost;
      entryRank[holder[place]] += rank;
      placeCost[place] -= cost;
      placeRank[place] -= rank;
    }
  }

  /** Along the path back to the start, each entry takes the next datacenter and leaves its own. */
  private void handOn(int start, int free) {
    int place = free;
    while (true) {
      int entry = from[place];
      int left = held[entry] == NONE ? NONE : datacenters[entry][held[entry]];
      held[entry] = indexOf(entry, place);
      holder[place] = entry;
      if (entry == start) {
        return;
      }
      place = left;
    }
  }

  private int indexOf(int entry, int place) {
    for (int i = 0; i < datacenters[entry].length; i++) {
      if (datacenters[entry][i] == place) {
        return i;
      }
    }
    throw new AssertionError("not a candidate of the entry");
  }

  private static int[] filled(int length) {
    int[] values = new int[length];
    Arrays.fill(values, NONE);
    return values;
  }
}
