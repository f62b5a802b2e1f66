package dev.photon.core.registry;

import dev.photon.config.Region;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import java.time.Instant;

/** Offers that differ in one part. */
final class Offers {
  private Offers() {}

  static Offer until(Offer o, Instant expires) {
    return made(
        o, o.name(), o.region(), o.prices(), o.capacity(), o.sequence(), expires, o.endpoint());
  }

  static Offer named(Offer o, String name) {
    return made(
        o, name, o.region(), o.prices(), o.capacity(), o.sequence(), o.expires(), o.endpoint());
  }

  static Offer in(Offer o, Region region) {
    return made(
        o, o.name(), region, o.prices(), o.capacity(), o.sequence(), o.expires(), o.endpoint());
  }

  static Offer priced(Offer o, PriceList prices) {
    return made(
        o, o.name(), o.region(), prices, o.capacity(), o.sequence(), o.expires(), o.endpoint());
  }

  static Offer with(Offer o, Capacity capacity) {
    return made(
        o, o.name(), o.region(), o.prices(), capacity, o.sequence(), o.expires(), o.endpoint());
  }

  static Offer numbered(Offer o, long sequence) {
    return made(
        o, o.name(), o.region(), o.prices(), o.capacity(), sequence, o.expires(), o.endpoint());
  }

  static Offer at(Offer o, Endpoint endpoint) {
    return made(
        o, o.name(), o.region(), o.prices(), o.capacity(), o.sequence(), o.expires(), endpoint);
  }

  private static Offer made(
      Offer o,
      String name,
      Region region,
      PriceList prices,
      Capacity capacity,
      long sequence,
      Instant expires,
      Endpoint endpoint) {
    return new Offer(
        o.id(), name, region, o.commitment(), prices, capacity, sequence, expires, endpoint, false);
  }
}
