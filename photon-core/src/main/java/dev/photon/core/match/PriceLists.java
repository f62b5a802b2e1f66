package dev.photon.core.match;

import dev.photon.spi.api.PriceList;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lists of flavours that offers have, each once, because many datacenters have the same. One
 * that no offer has any more is forgotten. Not thread-safe.
 */
final class PriceLists {
  private static final BigInteger GIB = BigInteger.ONE.shiftLeft(30);
  private static final BigInteger HALF_A_THOUSAND = BigInteger.valueOf(500);

  private static final Known NOTHING = new Known(new PriceList.Flavours(List.of()));

  private final Map<PriceList.Flavours, Integer> numbers = new HashMap<>();
  private final List<Known> known = new ArrayList<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private long forgotten;

  /**
   * A list, and a price per unit that no node costs less than: half the least price a cpu among its
   * flavours, and half the least a GiB of memory.
   */
  private static final class Known {
    private final PriceList.Flavours list;
    private final long cpu;
    private final long memoryGib;
    private int offers;

    Known(PriceList.Flavours list) {
      this.list = list;
      // A node that fits a flavour of price p, c cpu and m memory has at most c and m: half of p
      // for its part of c, and half for its part of m, are at most p.
      long leastCpu = Long.MAX_VALUE;
      long leastGib = Long.MAX_VALUE;
      for (PriceList.Flavour flavour : list.flavours()) {
        BigInteger price = BigInteger.valueOf(flavour.price().microDollarsPerHour());
        leastCpu =
            Math.min(leastCpu, rate(price.multiply(HALF_A_THOUSAND), flavour.size().milliCpu()));
        leastGib =
            Math.min(
                leastGib, rate(price.multiply(GIB).shiftRight(1), flavour.size().memoryBytes()));
      }
      this.cpu = leastCpu;
      this.memoryGib = leastGib;
    }

    /** Rounded down; of nothing, whatever it costs, a node has nothing. */
    private static long rate(BigInteger price, long amount) {
      return amount == 0
          ? Long.MAX_VALUE
          : price
              .divide(BigInteger.valueOf(amount))
              .min(BigInteger.valueOf(Long.MAX_VALUE))
              .longValueExact();
    }
  }

  /** How often a list was forgotten, after which its number may become another's. */
  long forgotten() {
    return forgotten;
  }

  /** The number of a list, for one more offer. */
  int take(PriceList.Flavours list) {
    Integer number = numbers.get(list);
    if (number == null) {
      if (free.isEmpty()) {
        number = known.size();
        known.add(new Known(list));
      } else {
        number = free.pop();
        known.set(number, new Known(list));
      }
      numbers.put(list, number);
    }
    known.get(number).offers++;
    return number;
  }

  /** One offer less has the list. */
  void release(int number) {
    Known list = known.get(number);
    if (--list.offers == 0) {
      numbers.remove(list.list);
      known.set(number, NOTHING);
      free.push(number);
      forgotten++;
    }
  }

  PriceList.Flavours list(int number) {
    return known.get(number).list;
  }

  /** Micro-dollars an hour for a cpu: a node of any size costs at least this and the memory. */
  long leastCpu(int number) {
    return known.get(number).cpu;
  }

  /** Micro-dollars an hour for a GiB of memory. */
  long leastMemoryGib(int number) {
    return known.get(number).memoryGib;
  }
}
