package dev.photon.core.registry;

import dev.photon.core.bench.BigMarket;
import dev.photon.core.match.CheapestMatcher;
import dev.photon.core.runtime.ThreadedRuntime;
import dev.photon.core.store.JdbcStore;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.Offer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Offers that are renewed in an {@link OrderBook} on a store on the disk, ten thousand a second,
 * each with other free capacity, while somebody asks for matches without a pause. Run by {@code
 * dev/bench}, not by the tests.
 */
final class UpdateStorm {
  private static final int DATACENTERS = 100_000;
  private static final int CALLERS = 256;
  private static final int RATE = 10_000;
  private static final int WARM_UP_SECONDS = 10;

  private final OrderBook book;
  private final List<Offer> offers = new ArrayList<>();
  private final BigMarket market = new BigMarket(BigMarket.Prices.MIXED);
  private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS + 1);
  private final AtomicLong renewed = new AtomicLong();

  private UpdateStorm(Store store, ThreadedRuntime runtime) {
    for (int i = 0; i < DATACENTERS; i++) {
      offers.add(market.next(i));
    }
    for (int from = 0; from < DATACENTERS; from += 10_000) {
      List<Offer> some = offers.subList(from, from + 10_000);
      store.write(tx -> some.stream().mapToInt(o -> join(tx, o)).sum());
    }
    book = new OrderBook(store, runtime, new CheapestMatcher());
  }

  private static int join(Transaction tx, Offer offer) {
    tx.update(
        "INSERT INTO account (id, email, created) VALUES ('a', '', 0) ON CONFLICT DO NOTHING");
    return tx.update(
        "INSERT INTO datacenter (id, account, name, region, created) VALUES (?, 'a', ?, ?, 0)",
        offer.id().value(),
        offer.name(),
        offer.region().name());
  }

  /** Takes for how many seconds. */
  public static void main(String[] args) throws Exception {
    int seconds = args.length == 0 ? 20 : Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory("photon-storm");
    try (ThreadedRuntime runtime = new ThreadedRuntime("storm", Clock.systemUTC());
        Store store = JdbcStore.open("jdbc:sqlite:" + folder.resolve("book.db"), "registry")) {
      UpdateStorm storm = new UpdateStorm(store, runtime);
      try {
        storm.run(seconds, System.out);
      } finally {
        storm.threads.shutdownNow();
      }
    } finally {
      delete(folder);
    }
  }

  private void run(int seconds, PrintStream out) throws Exception {
    long begin = System.nanoTime();
    renewUntil(Long.MAX_VALUE, DATACENTERS, Integer.MAX_VALUE);
    out.printf(
        Locale.ROOT,
        "%d offers made, as fast as it goes: %.0f a second%n",
        DATACENTERS,
        DATACENTERS / ((System.nanoTime() - begin) / 1e9));
    storm(WARM_UP_SECONDS);
    long before = renewed.get();
    begin = System.nanoTime();
    double[] micros = storm(seconds);
    out.printf(
        Locale.ROOT,
        "%.0f renewals a second of %d wanted, for %d s; meanwhile %d matches: p50 %.0f, p99 %.0f,"
            + " most %.0f µs%n",
        (renewed.get() - before) / ((System.nanoTime() - begin) / 1e9),
        RATE,
        seconds,
        micros.length,
        micros[micros.length / 2],
        micros[micros.length * 99 / 100],
        micros[micros.length - 1]);
  }

  /** How long each match took, in rising order. */
  private double[] storm(int seconds) throws Exception {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    Future<double[]> matching = threads.submit(() -> matchUntil(end));
    renewUntil(end, Long.MAX_VALUE, RATE);
    return matching.get();
  }

  private double[] matchUntil(long end) {
    List<MatchRequest> requests =
        Stream.concat(BigMarket.common().stream(), BigMarket.rare().stream())
            .map(BigMarket::request)
            .filter(request -> book.match(request).complete())
            .toList();
    double[] micros = new double[50_000_000];
    int count = 0;
    for (long begin = System.nanoTime(); begin < end && count < micros.length; count++) {
      book.match(requests.get(count % requests.size()));
      long done = System.nanoTime();
      micros[count] = (done - begin) / 1e3;
      begin = done;
    }
    double[] sorted = Arrays.copyOf(micros, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Each caller renews its own datacenters in turns, as far as the rate allows. */
  private void renewUntil(long end, long most, int rate) throws Exception {
    AtomicLong taken = new AtomicLong();
    long begin = System.nanoTime();
    List<Callable<Long>> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(
          () -> {
            for (long own = taken.getAndIncrement(); own < most; own = taken.getAndIncrement()) {
              long due = begin + (long) (own * 1e9 / rate);
              while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
              }
              if (System.nanoTime() >= end) {
                return own;
              }
              renew();
            }
            return 0L;
          });
    }
    for (Future<Long> done : threads.invokeAll(callers)) {
      done.get();
    }
  }

  private void renew() {
    long number = renewed.getAndIncrement();
    Offer offer = offers.get((int) (number * 7919 % DATACENTERS));
    Instant expires = Instant.now().plus(Duration.ofMinutes(4));
    synchronized (market) {
      offer = market.renewed(offer, 2 + number, expires);
    }
    var unused = book.put(DatacenterReport.of(offer));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
