package dev.photon.core.match;

import dev.photon.spi.api.Offer;
import java.util.List;

/** The laws of matching, with the offers in an index. */
class IndexedMatcherPropertiesTest extends CheapestMatcherPropertiesTest {
  @Override
  OfferSnapshot held(List<Offer> offers) {
    return Bazaar.indexed(offers);
  }
}
