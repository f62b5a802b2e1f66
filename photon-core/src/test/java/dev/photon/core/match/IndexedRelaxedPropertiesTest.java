package dev.photon.core.match;

import dev.photon.spi.api.Offer;
import java.util.List;

/** The laws of suggestions, with the offers in an index. */
class IndexedRelaxedPropertiesTest extends RelaxedPropertiesTest {
  @Override
  OfferSnapshot held(List<Offer> offers) {
    return Bazaar.indexed(offers);
  }
}
