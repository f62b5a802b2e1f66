package dev.photon.core.match;

import dev.photon.spi.api.Offer;
import java.util.List;

/** The examples of matching, with the offers in an index. */
class IndexedMatcherTest extends CheapestMatcherTest {
  @Override
  OfferSnapshot held(List<Offer> offers) {
    return Bazaar.indexed(offers);
  }
}
