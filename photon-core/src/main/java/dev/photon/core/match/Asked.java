package dev.photon.core.match;

import static dev.photon.core.match.OfferRows.FREE;
import static dev.photon.core.match.OfferRows.MIXES;
import static dev.photon.core.match.OfferRows.NODE;
import static dev.photon.core.match.OfferRows.PRICES;

import dev.photon.config.Price;
import dev.photon.config.Resources;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.ProfileRequirement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An entry, to be held against {@link OfferRows} and the limits of {@link Branch}es. Says of a row
 * what {@link Entry} says of its offer. Not thread-safe.
 */
final class Asked {
  /**
   * In place of a total: a node costs more than its profile allows, or all more than anybody pays.
   */
  static final long TOO_DEAR = -1;

  /** In place of a total: a node fits none of the flavours. */
  static final long NOT_SOLD = -2;

  private static final long MOST = Pricing.MOST.microDollarsPerHour();

  private final Entry entry;
  private final PriceLists lists;
  private final Part[] parts;
  private final boolean countable;
  private final long[] need = new long[OfferRows.LIMITS];
  private final Map<Integer, Long> totals = new HashMap<>(0);
  private final Map<Integer, Excess> excesses = new HashMap<>(0);

  Asked(Entry entry, PriceLists lists) {
    this.entry = entry;
    this.lists = lists;
    List<ProfileRequirement> profiles = entry.requirement().profiles();
    this.parts = new Part[profiles.size()];
    this.countable = entry.together().isPresent();
    atLeast(FREE, entry.together().orElse(Resources.NONE));
    for (int i = 0; i < parts.length; i++) {
      parts[i] = new Part(profiles.get(i));
      atLeast(NODE, profiles.get(i).size());
    }
  }

  private void atLeast(int from, Resources resources) {
    need[from] = Math.max(need[from], resources.milliCpu());
    need[from + 1] = Math.max(need[from + 1], resources.memoryBytes());
    need[from + 2] = Math.max(need[from + 2], resources.diskBytes());
  }

  /** A profile, and where a price for it is bounded best. */
  private static final class Part {
    private final Resources size;
    private final int nodes;
    private final long maxPrice;

    /** The mix of which a node has most of what it has; how much; and what it has besides. */
    private final int mix;

    private final double ofMix;
    private final double cpu;
    private final double memoryGib;
    private final double diskGib;

    Part(ProfileRequirement profile) {
      size = profile.size();
      nodes = profile.nodes();
      maxPrice = profile.maxPrice().map(Price::microDollarsPerHour).orElse(Long.MAX_VALUE);
      int best = 0;
      double most = Mix.ALL.get(0).in(size);
      for (int i = 1; i < Mix.ALL.size(); i++) {
        double amount = Mix.ALL.get(i).in(size);
        if (amount >= 0.999 * most) { // the same of a larger mix leaves less besides
          best = i;
          most = amount;
        }
      }
      Mix chosen = Mix.ALL.get(best);
      mix = best;
      ofMix = most;
      cpu = size.milliCpu() / 1_000.0 - most;
      memoryGib = size.memoryBytes() / Mix.GIB - most * chosen.memoryGib();
      diskGib = size.diskBytes() / Mix.GIB - most * chosen.diskGib();
    }

    /** A node costs no less. */
    long least(long[] limits) {
      double least =
          -(ofMix * limits[MIXES + mix]
              + cpu * limits[PRICES]
              + memoryGib * limits[PRICES + 1]
              + diskGib * limits[PRICES + 2]);
      return (long) (least * (1 - 1e-9)); // which is more than all roundings together
    }
  }

  Entry entry() {
    return entry;
  }

  /** Whether there is room; whether there is a flavour, {@link #total} says. */
  boolean isHeldBy(long[] limits) {
    for (int i = FREE; i < NODE + 3; i++) {
      if (limits[i] < need[i]) {
        return false;
      }
    }
    return countable;
  }

  /** How far the worst thing is off that the limits have too little of, or nearly. */
  Ratio shortage(long[] limits) {
    Ratio worst = countable ? Ratio.NONE : Ratio.ENDLESS;
    for (int i = countable ? FREE : NODE; i < NODE + 3; i++) {
      worst = worst.or(need[i], limits[i]);
    }
    return worst;
  }

  /**
   * What all nodes cost an hour, in micro-dollars; less than 0 if they are not to be had.
   *
   * @param list the number of a row's list of flavours; without one, the prices of the limits count
   */
  long total(int list, long[] limits) {
    return list == OfferRows.NO_LIST ? total(limits, false) : ofList(list);
  }

  /** No row below a branch costs less; less than 0 if none is to be had. */
  long least(int list, long[] limits) {
    return list == Branch.MIXED ? total(limits, true) : ofList(list);
  }

  /**
   * At prices a unit. Of lower prices it is never more: of the least of many, no more than of any.
   */
  private long total(long[] limits, boolean ofMany) {
    long total = 0;
    for (Part part : parts) {
      long price =
          Pricing.perUnit(-limits[PRICES], -limits[PRICES + 1], -limits[PRICES + 2], part.size);
      if (ofMany && price >= 0) {
        price = Math.max(price, part.least(limits));
      }
      total = plus(total, price, part);
      if (total < 0) {
        return TOO_DEAR;
      }
    }
    return total;
  }

  private static long plus(long total, long price, Part part) {
    if (price < 0 || price > part.maxPrice) {
      return TOO_DEAR;
    }
    long nodes = part.nodes;
    if (price < 1L << 30 && total < 1L << 48) {
      return total + price * nodes <= MOST ? total + price * nodes : TOO_DEAR;
    }
    return nodes > 0 && price > (MOST - total) / nodes ? TOO_DEAR : total + price * nodes;
  }

  private long ofList(int number) {
    Long known = totals.get(number);
    if (known == null) {
      known = ofList(lists.list(number));
      totals.put(number, known);
    }
    return known;
  }

  private long ofList(PriceList.Flavours list) {
    for (Part part : parts) {
      if (!Pricing.sells(list, part.size)) {
        return NOT_SOLD;
      }
    }
    long total = 0;
    for (Part part : parts) {
      long price = Pricing.of(list, part.size).map(Price::microDollarsPerHour).orElse(TOO_DEAR);
      total = plus(total, price, part);
      if (total < 0) {
        return TOO_DEAR;
      }
    }
    return total;
  }

  /** By how much a row's prices are above what is allowed. */
  Excess excess(int list, PriceList prices) {
    List<ProfileRequirement> profiles = entry.requirement().profiles();
    return list == OfferRows.NO_LIST
        ? Excess.of(prices, profiles)
        : excesses.computeIfAbsent(list, number -> Excess.of(prices, profiles));
  }
}
