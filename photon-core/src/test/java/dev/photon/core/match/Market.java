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

  /**
   * What sizes are made of, as in real markets or so small that every step of one can be tried.
   *
   * @param milliCpu of half a core
   * @param bytes of half a gibibyte
   */
  private record Scale(long milliCpu, long bytes) {
    static final Scale REAL = new Scale(500, 1L << 29);
    static final Scale TINY = new Scale(1, 1L << 20);

    Resources halves(int cpu, int gib) {
      return new Resources(cpu * milliCpu, gib * bytes, 0);
    }

    PriceList.PerUnit prices(Random random) {
      return new PriceList.PerUnit(
          random.nextInt(40) * (500 / milliCpu),
          random.nextInt(10) * ((1L << 29) / bytes),
          random.nextInt(2));
    }
  }

  static Market random(Random random) {
    return random(random, Scale.REAL);
  }

  /** One in which no size has more than 8 steps, and costs what it would otherwise. */
  static Market tiny(Random random) {
    return random(random, Scale.TINY);
  }

  private static Market random(Random random, Scale scale) {
    List<Offer> offers = new ArrayList<>();
    int count = random.nextInt(7);
    for (int i = 0; i < count; i++) {
      offers.add(offer("dc" + i, random, scale));
    }
    List<DatacenterRequirement> entries = new ArrayList<>();
    int asked = random.nextInt(5);
    for (int i = 0; i < asked; i++) {
      entries.add(requirement("entry" + i, random, scale));
    }
    Set<DatacenterId> excluded =
        random.nextInt(4) == 0 ? Set.of(new DatacenterId("dc0")) : Set.of();
    return new Market(new MatchRequest(entries, excluded), offers);
  }

  /** The offers that are not excluded. */
  List<Offer> allowed() {
    return offers.stream().filter(offer -> !request.excluded().contains(offer.id())).toList();
  }

  private static Offer offer(String id, Random random, Scale scale) {
    PriceList prices =
        random.nextBoolean()
            ? scale.prices(random)
            : new PriceList.Flavours(
                List.of(
                    new PriceList.Flavour("s", scale.halves(2, 2), new Price(random.nextInt(20))),
                    new PriceList.Flavour("m", scale.halves(4, 8), new Price(random.nextInt(60)))));
    return new Offer(
        new DatacenterId(id),
        id,
        pick(REGIONS, random),
        pick(List.of(Lifetime.values()), random),
        prices,
        new Capacity(
            scale.halves(32, 32),
            scale.halves(2 * random.nextInt(12), 2 * random.nextInt(12)),
            scale.halves(6, 2 + 2 * random.nextInt(4))),
        1,
        Instant.EPOCH,
        new Endpoint("127.0.0.1", 1, Optional.empty()),
        true);
  }

  private static DatacenterRequirement requirement(String entry, Random random, Scale scale) {
    List<ProfileRequirement> profiles = new ArrayList<>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      profiles.add(
          new ProfileRequirement(
              ProfileName.of("p" + i),
              random.nextInt(3) == 0 ? Lifetime.MEDIUM : Lifetime.SHORT,
              scale.halves(1 + random.nextInt(4), 1 + random.nextInt(4)),
              random.nextInt(4),
              random.nextBoolean()
                  ? Optional.empty()
                  : Optional.of(new Price(random.nextInt(60)))));
    }
    return new DatacenterRequirement(DatacenterName.of(entry), pick(REGIONS, random), profiles);
  }

  static Resources gib(int cpu, int gib) {
    return Scale.REAL.halves(2 * cpu, 2 * gib);
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
