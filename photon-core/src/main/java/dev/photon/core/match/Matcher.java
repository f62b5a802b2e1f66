package dev.photon.core.match;

import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.Offer;
import java.util.Collection;

/**
 * Finds, for the entries of a deployment, the distinct datacenters of least total cost, or says why
 * there are none. Pure, and a function of the offers as a set: their order does not matter.
 */
public interface Matcher {

  /**
   * An offer fits an entry when region and commitment satisfy it, each profile's node fits the
   * largest node, all nodes together fit the free capacity, and no node costs more than its
   * profile's max-price. Cheapest first; ties: more free capacity (cpu, then memory), then id.
   */
  MatchResult match(MatchRequest request, OfferSnapshot offers);

  /** The same among the offers of a collection. */
  default MatchResult match(MatchRequest request, Collection<Offer> offers) {
    return match(request, OfferSnapshot.of(offers));
  }
}
