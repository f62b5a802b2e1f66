package dev.photon.core.bench;

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
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.ProfileRequirement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A market of many datacenters in all regions; the same seed makes the same. */
public final class BigMarket {
  /** When it is; all offers stand for five minutes more. */
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final String REGISTRY = "r1-3f9a01bc.photon.internal";
  private static final List<String> CITIES = List.of("oslo", "lagos", "taipei", "toronto", "perth");
  private static final List<Region> REGIONS = List.of(Region.values());
  private static final List<Lifetime> LIFETIMES = List.of(Lifetime.values());

  /** One node of this size, in one datacenter of two thousand. */
  private static final Resources LARGE = gib(96, 384, 1_000);

  private static final Resources ORDINARY = gib(16, 64, 400);

  private final Random random = new Random(7);
  private final Prices prices;
  private final List<PriceList> lists = new ArrayList<>();

  /** What prices are like. */
  public enum Prices {
    /** A cpu has any price, memory and disk cost in proportion: an index on one price is enough. */
    PROPORTIONAL,
    /** Half have prices of three parts that have nothing to do with each other, half flavours. */
    MIXED
  }

  /** Begins anew at the first offer. */
  public BigMarket(Prices prices) {
    this.prices = prices;
    for (int i = 0; i < 40; i++) {
      int cpu = 4_000 + random.nextInt(40_000);
      List<PriceList.Flavour> flavours = new ArrayList<>();
      for (int cpus = 1; cpus <= 128; cpus *= 2) {
        Resources size = gib(cpus, 4L * cpus, 20L * cpus);
        flavours.add(
            new PriceList.Flavour(
                "m" + cpus, size, new Price((long) cpu * cpus + random.nextInt(2_000))));
      }
      lists.add(new PriceList.Flavours(flavours));
    }
  }

  private static Resources gib(long cpus, long memory, long disk) {
    return new Resources(1_000 * cpus, memory << 30, disk << 30);
  }

  /** The next offer, of a datacenter that there was not before. */
  public Offer next(int number) {
    String city = CITIES.get(number % CITIES.size());
    String id = city + "-" + String.format("%08x", number * 0x9e3779b1);
    int nodes = 10 + random.nextInt(90);
    Resources total = gib(16L * nodes, 64L * nodes, 400L * nodes);
    return new Offer(
        new DatacenterId(id),
        city,
        REGIONS.get(random.nextInt(REGIONS.size())),
        LIFETIMES.get(random.nextInt(LIFETIMES.size())),
        prices(),
        new Capacity(total, free(total), random.nextInt(2_000) == 0 ? LARGE : ORDINARY),
        1,
        NOW.plusSeconds(300),
        new Endpoint(id + ".example.net", 7443, Optional.of(Identity.agent(REGISTRY, id))),
        false);
  }

  private PriceList prices() {
    int cpu = 4_000 + random.nextInt(40_000);
    if (prices == Prices.PROPORTIONAL) {
      return proportional(cpu / 20);
    }
    return random.nextBoolean()
        ? lists.get(random.nextInt(lists.size()))
        : new PriceList.PerUnit(cpu, 500 + random.nextInt(8_000), 10 + random.nextInt(200));
  }

  private static PriceList proportional(long gib) {
    return new PriceList.PerUnit(20 * gib, 4 * gib, gib);
  }

  private Resources free(Resources total) {
    return new Resources(
        part(total.milliCpu() / 1_000) * 1_000,
        part(total.memoryBytes() >> 30) << 30,
        part(total.diskBytes() >> 30) << 30);
  }

  private long part(long whole) {
    return whole * random.nextInt(100) / 100;
  }

  /** The offer with other free capacity, as most heartbeats bring it. */
  public Offer renewed(Offer o, long sequence, Instant expires) {
    Resources total = o.capacity().total();
    return new Offer(
        o.id(),
        o.name(),
        o.region(),
        o.commitment(),
        o.prices(),
        new Capacity(total, free(total), o.capacity().largestNode()),
        sequence,
        expires,
        o.endpoint(),
        o.simulated());
  }

  /** Three small nodes, which most offers of a region have room for; one for each region. */
  public static List<DatacenterRequirement> common() {
    return each(
        new ProfileRequirement(
            ProfileName.of("small"), Lifetime.SHORT, gib(1, 2, 10), 3, Optional.empty()));
  }

  /**
   * One large node for a low price, which some ten offers of a million have; one for each region.
   */
  public static List<DatacenterRequirement> rare() {
    return each(
        new ProfileRequirement(
            ProfileName.of("large"),
            Lifetime.LONG,
            gib(64, 256, 640),
            1,
            Optional.of(new Price(9_000_000))));
  }

  private static List<DatacenterRequirement> each(ProfileRequirement profile) {
    return REGIONS.stream()
        .map(r -> new DatacenterRequirement(DatacenterName.of("any"), r, List.of(profile)))
        .toList();
  }

  /** A node that is larger than any, so that all offers of a region are too small. */
  public static MatchRequest impossible() {
    ProfileRequirement huge =
        new ProfileRequirement(
            ProfileName.of("huge"), Lifetime.SHORT, gib(256, 256, 256), 1, Optional.empty());
    return request(
        new DatacenterRequirement(DatacenterName.of("any"), Region.EU_WEST, List.of(huge)));
  }

  /** Asks for a choice for one entry. */
  public static MatchRequest request(DatacenterRequirement entry) {
    return new MatchRequest(List.of(entry), Set.of(), MatchRequest.Detail.CHOICE);
  }
}
