package dev.photon.core.match;

import dev.photon.config.DatacenterName;
import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.ProfileRequirement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Small random markets, in which all requirements are met now and then. */
record Market(MatchRequest request, List<Offer> offers) {
  private static final List<Region> REGIONS = List.of(Region.US_WEST, Region.EU_WEST);

  static Market random(Random random) {
    List<Offer> offers = new ArrayList<>();
    int count = random.nextInt(7);
    for (int i = 0; i < count; i++) {
      offers.add(offer("dc" + i, random));
    }
    List<DatacenterRequirement> entries = new ArrayList<>();
    int asked = random.nextInt(5);
    for (int i = 0; i < asked; i++) {
      entries.add(requirement("entry" + i, random));
    }
    Set<DatacenterId> excluded =
        random.nextInt(4) == 0 ? Set.of(new DatacenterId("dc0")) : Set.of();
    return new Market(new MatchRequest(entries, excluded), offers);
  }

  private static Offer offer(String id, Random random) {
    PriceList prices =
        random.nextBoolean()
            ? new PriceList.PerUnit(random.nextInt(40), random.nextInt(10), random.nextInt(2))
            : new PriceList.Flavours(
                List.of(
                    new PriceList.Flavour("s", gib(1, 1), new Price(random.nextInt(20))),
                    new PriceList.Flavour("m", gib(2, 4), new Price(random.nextInt(60)))));
    return new Offer(
        new DatacenterId(id),
        id,
        pick(REGIONS, random),
        pick(List.of(Lifetime.values()), random),
        prices,
        new Capacity(
            gib(16, 16),
            gib(random.nextInt(12), random.nextInt(12)),
            gib(3, 1 + random.nextInt(4))),
        1,
        Instant.EPOCH,
        new Endpoint("127.0.0.1", 1, Optional.empty()),
        true);
  }

  private static DatacenterRequirement requirement(String entry, Random random) {
    List<ProfileRequirement> profiles = new ArrayList<>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      profiles.add(
          new ProfileRequirement(
              ProfileName.of("p" + i),
              random.nextInt(3) == 0 ? Lifetime.MEDIUM : Lifetime.SHORT,
              new Resources(
                  500L * (1 + random.nextInt(4)), (1L << 29) * (1 + random.nextInt(4)), 0),
              random.nextInt(4),
              random.nextBoolean()
                  ? Optional.empty()
                  : Optional.of(new Price(random.nextInt(60)))));
    }
    return new DatacenterRequirement(DatacenterName.of(entry), pick(REGIONS, random), profiles);
  }

  static Resources gib(int cpu, int gib) {
    return new Resources(cpu * 1000L, gib * (1L << 30), 0);
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
