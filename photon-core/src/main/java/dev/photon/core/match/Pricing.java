package dev.photon.core.match;

import dev.photon.config.Price;
import dev.photon.config.Resources;
import dev.photon.spi.api.PriceList;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What one node of a size costs an hour at a price list. Exact: the parts are added as fractions,
 * and the sum is rounded up once, to whole micro-dollars, so that no node is ever sold below its
 * price and nothing is free but what costs nothing.
 */
final class Pricing {
  /**
   * More than this an hour (a billion dollars) nobody asks for; held to it, the sums of a thousand
   * entries cannot overflow.
   */
  static final Price MOST = new Price(1_000_000_000_000_000L);

  private static final int GIB_BITS = 30;

  private static final BigInteger MILLI = BigInteger.valueOf(1_000);
  private static final BigInteger GIB = BigInteger.ONE.shiftLeft(GIB_BITS);
  private static final BigInteger WHOLE = MILLI.multiply(GIB);

  private Pricing() {}

  /** Whether the list sells nodes of this size at all. */
  static boolean sells(PriceList prices, Resources size) {
    if (prices instanceof PriceList.Flavours list) {
      for (PriceList.Flavour flavour : list.flavours()) {
        if (size.fitsIn(flavour.size())) {
          return true;
        }
      }
      return false;
    }
    return true;
  }

  /** The price of one node; empty when it is not sold, or for more than {@link #MOST}. */
  static Optional<Price> of(PriceList prices, Resources size) {
    if (prices instanceof PriceList.PerUnit unit) {
      return perUnit(unit, size);
    }
    if (prices instanceof PriceList.Flavours list) {
      Optional<Price> least = Optional.empty();
      for (PriceList.Flavour flavour : list.flavours()) {
        if (size.fitsIn(flavour.size())
            && (least.isEmpty() || flavour.price().compareTo(least.get()) < 0)) {
          least = Optional.of(flavour.price());
        }
      }
      return least.filter(p -> p.compareTo(MOST) <= 0);
    }
    throw new AssertionError(prices);
  }

  private static Optional<Price> perUnit(PriceList.PerUnit unit, Resources size) {
    long price = perUnit(unit.cpu(), unit.memoryGib(), unit.diskGib(), size);
    return price < 0 ? Optional.empty() : Optional.of(new Price(price));
  }

  /**
   * Micro-dollars an hour for a node, at so many for a cpu, a GiB of memory and a GiB of disk; less
   * than 0 for more than {@link #MOST}.
   */
  static long perUnit(long cpu, long memoryGib, long diskGib, Resources size) {
    if (bits(cpu, size.milliCpu()) < 62
        && bits(memoryGib, size.memoryBytes()) < 62
        && bits(diskGib, size.diskBytes()) < 62) {
      // The same in 63 bits: whole micro-dollars of each part, then what is left of both.
      long ofCpu = cpu * size.milliCpu();
      long ofGib = memoryGib * size.memoryBytes() + diskGib * size.diskBytes();
      long left = (ofCpu % 1_000 << GIB_BITS) + 1_000 * (ofGib & (1L << GIB_BITS) - 1);
      long up = left == 0 ? 0 : (left - 1) / (1_000L << GIB_BITS) + 1;
      long price = ofCpu / 1_000 + (ofGib >>> GIB_BITS) + up;
      return price <= MOST.microDollarsPerHour() ? price : -1;
    }
    BigInteger parts = product(cpu, size.milliCpu()).multiply(GIB);
    BigInteger gib = product(memoryGib, size.memoryBytes()).add(product(diskGib, size.diskBytes()));
    BigInteger sum = parts.add(gib.multiply(MILLI));
    return bounded(sum.add(WHOLE).subtract(BigInteger.ONE).divide(WHOLE))
        .map(Price::microDollarsPerHour)
        .orElse(-1L);
  }

  /** How many bits a product has at most. */
  private static int bits(long a, long b) {
    return 2 * Long.SIZE - Long.numberOfLeadingZeros(a) - Long.numberOfLeadingZeros(b);
  }

  /** That many nodes at a price, added to what there is; empty above {@link #MOST}. */
  static Optional<Price> add(Price sum, Price each, int nodes) {
    return bounded(
        product(each.microDollarsPerHour(), nodes)
            .add(BigInteger.valueOf(sum.microDollarsPerHour())));
  }

  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  private static Optional<Price> bounded(BigInteger microDollars) {
    return microDollars.compareTo(BigInteger.valueOf(MOST.microDollarsPerHour())) <= 0
        ? Optional.of(new Price(microDollars.longValueExact()))
        : Optional.empty();
  }
}
