package dev.photon.cli.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Has certificates issued by a registry and by {@code cfssl serve}, in turns, and prints how many
 * each issues in a second of its own processor time.
 */
final class IssueBench {
  private static final int CLIENTS = 16;
  private static final int SECONDS = 10;
  private static final int ROUNDS = 5;

  /** What is not measured: until Java has compiled what is hot. */
  private static final int WARM_UP = 15_000;

  private static final int WARM_UP_SECONDS = 5;

  /** More than any of them issues. */
  private static final int MOST_A_SECOND = 2_000;

  private final PrintStream out;
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);

  /** By name: certificates in a second of processor time, one number a round. */
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();

  private IssueBench(PrintStream out) {
    this.out = out;
  }

  /** Takes how many seconds a turn lasts, and how many rounds there are. */
  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : SECONDS;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
    Path folder = Files.createTempDirectory("photon-issue");
    IssueBench bench = new IssueBench(System.out);
    try (PhotonRegistry photon = PhotonRegistry.start(folder);
        CfsslIssuer cfssl = CfsslIssuer.start(folder)) {
      List<Issuer> issuers = List.of(photon.renewing(CLIENTS), photon.creating(CLIENTS), cfssl);
      for (Issuer issuer : issuers) {
        bench.out.println("warming up " + issuer.name() + " …");
        for (long issued = 0; issued < WARM_UP; ) {
          issued += bench.turn(issuer, WARM_UP_SECONDS);
        }
      }
      for (int round = 1; round <= rounds; round++) {
        bench.out.println("round " + round + " of " + rounds + " …");
        for (Issuer issuer : issuers) {
          bench.measure(issuer, seconds);
        }
      }
      bench.print(cfssl.name());
    } finally {
      bench.threads.shutdownNow();
      delete(folder);
    }
  }

  private void measure(Issuer issuer, int seconds) throws Exception {
    issuer.prepare(seconds * MOST_A_SECOND);
    double cpu = issuer.server().cpuSeconds();
    long begin = System.nanoTime();
    long issued = turn(issuer, seconds);
    double wall = (System.nanoTime() - begin) / 1e9;
    double used = issuer.server().cpuSeconds() - cpu;
    out.printf(
        Locale.ROOT,
        "  %-22s %6d in %4.1f s, %5.2f s CPU: %5.0f a CPU second%n",
        issuer.name(),
        issued,
        wall,
        used,
        issued / used);
    rates.computeIfAbsent(issuer.name(), name -> new ArrayList<>()).add(issued / used);
  }

  private long turn(Issuer issuer, int seconds) throws Exception {
    issuer.prepare(seconds * MOST_A_SECOND);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Future<Long>> turns = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int client = i;
      turns.add(threads.submit(() -> issuedUntil(end, issuer, client)));
    }
    long issued = 0;
    for (Future<Long> turn : turns) {
      issued += turn.get();
    }
    return issued;
  }

  private static long issuedUntil(long end, Issuer issuer, int client) throws Exception {
    long issued = 0;
    while (System.nanoTime() < end && issuer.issue(client)) {
      issued++;
    }
    return issued;
  }

  private void print(String peer) {
    double theirs = median(rates.getOrDefault(peer, List.of()));
    out.printf("%n%-22s %14s %14s %10s%n", "", "a CPU second", "spread", "to cfssl");
    rates.forEach(
        (name, all) ->
            out.printf(
                Locale.ROOT,
                "%-22s %14.0f %14s %10.2f%n",
                name,
                median(all),
                spread(all),
                median(all) / theirs));
  }

  private static double median(List<Double> all) {
    double[] sorted = sorted(all);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  private static String spread(List<Double> all) {
    double[] sorted = sorted(all);
    return String.format(Locale.ROOT, "%.0f–%.0f", sorted[0], sorted[sorted.length - 1]);
  }

  private static double[] sorted(List<Double> all) {
    return all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
