package dev.photon.core.match;

import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.Offer;
import java.util.Collection;
import java.util.Set;

/**
 * The offers that stand at one moment: those of a collection, or of an {@link OfferIndex}. Which
 * kind it is decides how fast an answer is found, never which.
 */
public abstract class OfferSnapshot {
  /** For this package. */
  OfferSnapshot() {}

  /**
   * All of these. Of several of one datacenter the one of the highest sequence counts; which have
   * expired is the caller's to know.
   */
  public static OfferSnapshot of(Collection<Offer> offers) {
    return new OfferSnapshot() {
      @Override
      AllowedOffers without(Set<DatacenterId> excluded) {
        return PlainOffers.of(offers, excluded);
      }
    };
  }

  abstract AllowedOffers without(Set<DatacenterId> excluded);
}
