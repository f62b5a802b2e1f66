package dev.photon.core.match;

import dev.photon.config.Resources;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.ProfileRequirement;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What an entry asks of an offer and pays for it, written a second time as plainly as can be. */
final class PlainRules {
  private static final int NONE = 4;

  private PlainRules() {}

  static boolean fits(DatacenterRequirement asked, Offer offer) {
    return fault(asked, offer) == NONE;
  }

  /** To which requirement an offer falls: 0 region, 1 commitment, 2 capacity, 3 price, 4 none. */
  static int fault(DatacenterRequirement asked, Offer offer) {
    if (offer.region() != asked.region()) {
      return 0;
    }
    Resources sum = Resources.NONE;
    int fault = 4;
    for (ProfileRequirement p : asked.profiles()) {
      if (p.lifetime().compareTo(offer.commitment()) > 0) {
        return 1;
      }
      sum = sum.plus(p.size().times(p.nodes()));
      if (!p.size().fitsIn(offer.capacity().largestNode()) || price(p, offer) < 0) {
        fault = 2;
      } else if (fault == 4
          && p.maxPrice().isPresent()
          && price(p, offer) > p.maxPrice().get().microDollarsPerHour()) {
        fault = 3;
      }
    }
    return sum.fitsIn(offer.capacity().free()) ? fault : 2;
  }

  static long cost(DatacenterRequirement asked, Offer offer) {
    return asked.profiles().stream().mapToLong(p -> p.nodes() * price(p, offer)).sum();
  }

  private static long price(ProfileRequirement p, Offer offer) {
    if (offer.prices() instanceof PriceList.Flavours flavours) {
      return flavours.flavours().stream()
          .filter(f -> p.size().fitsIn(f.size()))
          .mapToLong(f -> f.price().microDollarsPerHour())
          .min()
          .orElse(-1);
    }
    PriceList.PerUnit unit = (PriceList.PerUnit) offer.prices();
    BigDecimal gib = BigDecimal.valueOf(1L << 30);
    return BigDecimal.valueOf(unit.cpu() * p.size().milliCpu(), 3)
        .add(BigDecimal.valueOf(unit.memoryGib() * p.size().memoryBytes()).divide(gib))
        .add(BigDecimal.valueOf(unit.diskGib() * p.size().diskBytes()).divide(gib))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }
}
