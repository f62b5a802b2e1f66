package dev.photon.core.match;

import dev.photon.config.DatacenterName;
import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.crypto.Identity;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchRequest.Detail;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.ProfileRequirement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Large random markets: many offers of equal prices, some that are like nobody else's, amounts of
 * all sizes, few or many regions.
 */
final class Bazaar {
  private final Random random;
  private final int ids;
  private final List<Region> regions;
  private final List<Lifetime> commitments;
  private final List<PriceList> lists = new ArrayList<>();

  Bazaar(Random random, int ids) {
    this.random = random;
    this.ids = ids;
    this.regions = List.of(Region.values()).subList(0, pick(List.of(1, 1, 2, 16)));
    this.commitments = List.of(Lifetime.values()).subList(0, pick(List.of(1, 3)));
    int known = 1 + random.nextInt(6);
    boolean perUnit = random.nextInt(3) > 0;
    for (int i = 0; i < known; i++) {
      lists.add(perUnit && random.nextBoolean() ? perUnit() : flavours());
    }
  }

  /** An index of just these. */
  static OfferSnapshot indexed(Iterable<Offer> offers) {
    OfferIndex index = new OfferIndex();
    offers.forEach(index::put);
    return index.at(Instant.EPOCH.minusSeconds(1));
  }

  DatacenterId id() {
    return new DatacenterId("dc-" + Integer.toString(random.nextInt(ids), 36));
  }

  Offer offer(DatacenterId id, long sequence, Instant expires) {
    String name = random.nextBoolean() ? "dc" : "elsewhere \u00fc" + random.nextInt(9);
    String host = random.nextBoolean() ? id + ".example.net" : "10.0.0." + random.nextInt(99);
    Optional<Identity> identity =
        switch (random.nextInt(3)) {
          case 0 -> Optional.empty();
          case 1 -> Optional.of(Identity.agent("r1-3f9a01bc.photon.internal", id.value()));
          default -> Optional.of(Identity.agent("r1-3f9a01bc.photon.internal", "another"));
        };
    PriceList prices =
        random.nextInt(8) > 0 ? pick(lists) : random.nextBoolean() ? perUnit() : flavours();
    return new Offer(
        id,
        name,
        pick(regions),
        pick(commitments),
        prices,
        new Capacity(resources(60), resources(40), resources(10)),
        sequence,
        expires,
        new Endpoint(host, random.nextInt(65536), identity),
        random.nextBoolean());
  }

  Resources resources(int most) {
    return new Resources(
        odd(random.nextInt(most) * 500L),
        odd((long) random.nextInt(most) << 29),
        odd((long) random.nextInt(most) << 33));
  }

  /** Mostly as it is. */
  private long odd(long amount) {
    return random.nextInt(20) > 0 ? amount : amount + random.nextInt(100_000_000);
  }

  private PriceList.PerUnit perUnit() {
    return random.nextInt(100) == 0
        ? new PriceList.PerUnit(Long.MAX_VALUE - random.nextInt(9), 1, Long.MAX_VALUE)
        : new PriceList.PerUnit(odd(random.nextInt(12)), random.nextInt(4), random.nextInt(2));
  }

  private PriceList.Flavours flavours() {
    List<PriceList.Flavour> flavours = new ArrayList<>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      flavours.add(
          new PriceList.Flavour("f" + i, resources(12), new Price(odd(random.nextInt(60)))));
    }
    return new PriceList.Flavours(flavours);
  }

  MatchRequest request(Detail detail) {
    List<DatacenterRequirement> entries = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      entries.add(
          i > 0 && random.nextInt(3) == 0
              ? renamed(entries.get(0), "entry" + i)
              : requirement("entry" + i));
    }
    Set<DatacenterId> excluded = new HashSet<>();
    for (int i = random.nextInt(8); i > 4; i--) {
      excluded.add(id());
    }
    return new MatchRequest(entries, excluded, detail);
  }

  private static DatacenterRequirement renamed(DatacenterRequirement entry, String name) {
    return new DatacenterRequirement(DatacenterName.of(name), entry.region(), entry.profiles());
  }

  private DatacenterRequirement requirement(String name) {
    List<ProfileRequirement> profiles = new ArrayList<>();
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      profiles.add(
          new ProfileRequirement(
              ProfileName.of("p" + i),
              random.nextInt(3) == 0 ? Lifetime.MEDIUM : Lifetime.SHORT,
              resources(random.nextInt(9) == 0 ? 12 : 5),
              random.nextInt(50) == 0 ? Integer.MAX_VALUE : random.nextInt(5),
              random.nextBoolean()
                  ? Optional.empty()
                  : Optional.of(new Price(random.nextInt(70)))));
    }
    return new DatacenterRequirement(DatacenterName.of(name), pick(regions), profiles);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
