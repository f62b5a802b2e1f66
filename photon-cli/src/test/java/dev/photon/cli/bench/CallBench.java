package dev.photon.cli.bench;

import dev.photon.config.DatacenterName;
import dev.photon.config.Lifetime;
import dev.photon.config.ProfileName;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.core.store.Documents;
import dev.photon.core.store.JdbcStore;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.crypto.Credentials;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.ProfileRequirement;
import dev.photon.spi.api.RegistryApi;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks a registry that has a hundred thousand offers for matches and, in turns, for nothing but a
 * nonce: over one connection, with one and with 64 calls at a time.
 */
final class CallBench {
  private static final int OFFERS = 100_000;
  private static final int AT_A_TIME = 64;
  private static final int WARM_UP_SECONDS = 10;
  private static final int SECONDS = 4;

  private static final List<Region> REGIONS = List.of(Region.values());

  private final RegistryApi registry;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);

  private CallBench(RegistryApi registry) {
    this.registry = registry;
  }

  /** Takes how many rounds there are. */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    Path folder = Files.createTempDirectory("photon-calls");
    try {
      Credentials account;
      try (PhotonRegistry photon = PhotonRegistry.start(folder)) {
        account = photon.register();
      }
      fill(folder.resolve("state"));
      try (PhotonRegistry photon = PhotonRegistry.start(folder)) {
        CallBench bench = new CallBench(photon.as(account));
        try {
          bench.run(rounds, System.out);
        } finally {
          bench.threads.shutdownNow();
        }
      }
    } finally {
      IssueBench.delete(folder);
    }
  }

  private static void fill(Path state) {
    Random random = new Random(7);
    try (Store store =
        JdbcStore.open(
            "jdbc:sqlite:" + state.resolve("registry").resolve("registry.db"), "registry")) {
      store.write(
          tx -> {
            for (int i = 0; i < OFFERS; i++) {
              insert(tx, offer(i, random));
            }
            return true;
          });
    }
  }

  private static void insert(Transaction tx, Offer offer) {
    tx.update(
        "INSERT INTO datacenter (id, account, name, region, created)"
            + " SELECT ?, id, ?, ?, 0 FROM account LIMIT 1",
        offer.id().value(),
        offer.name(),
        offer.region().name());
    tx.update(
        "INSERT INTO offer (datacenter, sequence, expires, body) VALUES (?, ?, ?, ?)",
        offer.id().value(),
        offer.sequence(),
        offer.expires().toEpochMilli(),
        Documents.write(offer));
  }

  private static Offer offer(int number, Random random) {
    Resources all = new Resources(800_000, 3_200L << 30, 20_000L << 30);
    return new Offer(
        new DatacenterId("west-" + number),
        "west",
        region(random.nextInt(16)),
        Lifetime.LONG,
        new PriceList.PerUnit(
            4_000 + random.nextInt(40_000), 500 + random.nextInt(8_000), random.nextInt(200)),
        new Capacity(all, all, new Resources(16_000, 64L << 30, 400L << 30)),
        1,
        Instant.now().plusSeconds(86_400),
        Endpoint.of("west-" + number + ".example.net", 7443),
        false);
  }

  private static Region region(int number) {
    return REGIONS.get(number % REGIONS.size());
  }

  private static MatchRequest request(int number) {
    ProfileRequirement small =
        new ProfileRequirement(
            ProfileName.of("small"),
            Lifetime.SHORT,
            new Resources(1_000, 2L << 30, 10L << 30),
            3,
            Optional.empty());
    return new MatchRequest(
        List.of(
            new DatacenterRequirement(DatacenterName.of("any"), region(number), List.of(small))),
        Set.of(),
        MatchRequest.Detail.CHOICE);
  }

  private void run(int rounds, PrintStream out) throws Exception {
    calls(WARM_UP_SECONDS, AT_A_TIME, this::match);
    calls(WARM_UP_SECONDS, AT_A_TIME, this::echo);
    for (int callers : new int[] {1, AT_A_TIME}) {
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        double echoes = calls(SECONDS, callers, this::echo);
        double matches = calls(SECONDS, callers, this::match);
        out.printf(
            Locale.ROOT,
            "%2d at a time: %6.0f matches a second, %6.0f nonces: %.2f%n",
            callers,
            matches,
            echoes,
            matches / echoes);
        ratios.add(matches / echoes);
      }
      ratios.sort(Double::compare);
      out.printf(Locale.ROOT, "%2d at a time: median %.2f%n", callers, ratios.get(rounds / 2));
    }
  }

  private interface Call {
    void make(int number);
  }

  private void match(int number) {
    if (!registry.datacenterMatch(request(number)).complete()) {
      throw new IllegalStateException("nothing fits");
    }
  }

  private void echo(int number) {
    registry.nonce();
  }

  /** How many a second. */
  private double calls(int seconds, int callers, Call call) throws Exception {
    long begin = System.nanoTime();
    long end = begin + seconds * 1_000_000_000L;
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      all.add(
          threads.submit(
              () -> {
                int made = 0;
                for (; System.nanoTime() < end; made++) {
                  call.make(made);
                }
                return made;
              }));
    }
    long made = 0;
    for (Future<Integer> one : all) {
      made += one.get();
    }
    return made / ((System.nanoTime() - begin) / 1e9);
  }
}
