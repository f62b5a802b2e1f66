package dev.photon.core.match;

import static dev.photon.core.match.OfferRows.FREE;
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

  private final Entry entry;
  private final PriceLists lists;
  private final ProfileRequirement[] profiles;
  private final boolean countable;
  private final long[] need = new long[OfferRows.LIMITS];
  private final Map<Integer, Long> totals = new HashMap<>();

  Asked(Entry entry, PriceLists lists) {
    this.entry = entry;
    this.lists = lists;
    this.profiles = entry.requirement().profiles().toArray(ProfileRequirement[]::new);
    this.countable = entry.together().isPresent();
    atLeast(FREE, entry.together().orElse(Resources.NONE));
    for (ProfileRequirement profile : profiles) {
      atLeast(NODE, profile.size());
    }
  }

  private void atLeast(int from, Resources resources) {
    need[from] = Math.max(need[from], resources.milliCpu());
    need[from + 1] = Math.max(need[from + 1], resources.memoryBytes());
    need[from + 2] = Math.max(need[from + 2], resources.diskBytes());
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
   * @param list the number of a list of flavours; without one, the prices of the limits count
   */
  long total(int list, long[] limits) {
    if (list == OfferRows.NO_LIST) {
      return total(limits);
    }
    Long known = totals.get(list);
    if (known == null) {
      known = total(lists.list(list));
      totals.put(list, known);
    }
    return known;
  }

  /** The same at prices a unit; of lower ones never more, and of the least of many, never more. */
  private long total(long[] limits) {
    long total = 0;
    for (ProfileRequirement profile : profiles) {
      long price =
          Pricing.perUnit(
              -limits[PRICES], -limits[PRICES + 1], -limits[PRICES + 2], profile.size());
      total = plus(total, price, profile);
      if (total < 0) {
        return TOO_DEAR;
      }
    }
    return total;
  }

  private long total(PriceList.Flavours list) {
    for (ProfileRequirement profile : profiles) {
      if (!Pricing.sells(list, profile.size())) {
        return NOT_SOLD;
      }
    }
    long total = 0;
    for (ProfileRequirement profile : profiles) {
      long price =
          Pricing.of(list, profile.size()).map(Price::microDollarsPerHour).orElse(TOO_DEAR);
      total = plus(total, price, profile);
      if (total < 0) {
        return TOO_DEAR;
      }
    }
    return total;
  }

  private static long plus(long total, long price, ProfileRequirement profile) {
    if (price < 0
        || (profile.maxPrice().isPresent()
            && price > profile.maxPrice().get().microDollarsPerHour())) {
      return TOO_DEAR;
    }
    long rest = Pricing.MOST.microDollarsPerHour() - total;
    int nodes = profile.nodes();
    return nodes > 0 && price > rest / nodes ? TOO_DEAR : total + price * nodes;
  }

  /** By how much a row's prices are above what is allowed. */
  Excess excess(PriceList prices) {
    return Excess.of(prices, List.of(profiles));
  }
}
