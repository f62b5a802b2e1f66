package dev.photon.core.registry;

import dev.photon.config.DatacenterName;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.config.Resources;
import dev.photon.spi.api.DatacenterReport.HeldLease;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.PriceList.Flavour;
import dev.photon.spi.api.ProfileRequirement;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** The bounds that offers and questions to the market are held to. Pure. */
final class OfferRules {
  private static final int MOST_FLAVOURS = 1_000;
  private static final int MOST_ENTRIES = 1_000;
  private static final int MOST_PROFILES = 1_000;
  private static final int MOST_EXCLUDED = 10_000;

  /** A million dollars an hour. */
  private static final long MOST_PRICE = 1_000_000_000_000L;

  /** A billion processors, and an exbibyte. */
  private static final Resources MOST = new Resources(1_000_000_000_000L, 1L << 60, 1L << 60);

  private OfferRules() {}

  static void check(Offer offer, Instant now) {
    require(offer.expires().isAfter(now), "the offer has expired already: set the clock right");
    require(offer.sequence() >= 0, "the sequence must not be negative");
    require(offer.endpoint().port() > 0, "the agent's endpoint must have a port");
    require(printable(offer.endpoint().host()), "the agent's endpoint must have a host name");
    Resources total = offer.capacity().total();
    require(total.fitsIn(MOST), "the capacity is more than any datacenter has");
    require(
        offer.capacity().free().fitsIn(total) && offer.capacity().largestNode().fitsIn(total),
        "no more can be free, or in one node, than there is in all");
    check(offer.prices());
  }

  private static void check(PriceList prices) {
    if (prices instanceof PriceList.PerUnit unit) {
      require(
          unit.cpu() <= MOST_PRICE
              && unit.memoryGib() <= MOST_PRICE
              && unit.diskGib() <= MOST_PRICE,
          "a price is at most a million dollars an hour");
    } else if (prices instanceof PriceList.Flavours list) {
      require(
          !list.flavours().isEmpty() && list.flavours().size() <= MOST_FLAVOURS,
          "there must be 1 to " + MOST_FLAVOURS + " flavours");
      Set<String> names = new HashSet<>();
      for (Flavour flavour : list.flavours()) {
        require(
            !flavour.name().isEmpty()
                && flavour.name().length() <= 100
                && printable(flavour.name()),
            "a flavour's name has 1 to 100 visible ASCII characters");
        require(names.add(flavour.name()), "two flavours have one name");
        require(flavour.size().fitsIn(MOST), "a flavour is larger than any datacenter");
        require(
            flavour.price().compareTo(new Price(MOST_PRICE)) <= 0,
            "a price is at most a million dollars an hour");
      }
    } else {
      throw new AssertionError(prices);
    }
  }

  static void check(MatchRequest request) {
    require(
        !request.entries().isEmpty() && request.entries().size() <= MOST_ENTRIES,
        "there must be 1 to " + MOST_ENTRIES + " entries");
    require(request.excluded().size() <= MOST_EXCLUDED, "too many datacenters are excluded");
    Set<DatacenterName> entries = new HashSet<>();
    for (DatacenterRequirement entry : request.entries()) {
      require(entries.add(entry.entry()), "two entries have one name");
      check(entry);
    }
  }

  static void check(DatacenterRequirement entry) {
    require(entry.profiles().size() <= MOST_PROFILES, "an entry has too many profiles");
    Set<ProfileName> profiles = new HashSet<>();
    for (ProfileRequirement profile : entry.profiles()) {
      require(profiles.add(profile.profile()), "two profiles of an entry have one name");
      require(profile.nodes() >= 0, "the number of nodes must not be negative");
      require(profile.size().fitsIn(MOST), "a node is larger than any datacenter");
    }
  }

  static void check(HeldLease lease) {
    require(lease.held().fitsIn(MOST), "more is held than any datacenter has");
  }

  private static boolean printable(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.invalid("out-of-bounds", otherwise);
    }
  }
}
