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
  private static final int CALLERS = 48;
  private static final int SECONDS = 10;
  private static final int ROUNDS = 5;

  /** What is not measured, of each: Java compiles what is hot for the first minute of load. */
  private static final int WARM_UP_SECONDS = 60;

  /** More than any of them issues that needs it. */
  private static final int MOST_A_SECOND = 4_000;

  private final PrintStream out;
  private final int callers;
  private final ExecutorService threads;

  /** By name: certificates in a second of processor time, one number a round. */
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();

  private IssueBench(PrintStream out, int callers) {
    this.out = out;
    this.callers = callers;
    this.threads = Executors.newFixedThreadPool(callers);
  }

  /** Takes how many seconds a turn lasts, how many rounds there are, and how many callers. */
  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : SECONDS;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
    Path folder = Files.createTempDirectory("photon-issue");
    int callers = args.length > 2 ? Integer.parseInt(args[2]) : CALLERS;
    IssueBench bench = new IssueBench(System.out, callers);
    Cfssl cfssl = Cfssl.in(folder);
    try (PhotonRegistry photon = PhotonRegistry.start(folder);
        CfsslIssuer alike = cfssl.alike();
        CfsslIssuer bare = cfssl.bare()) {
      List<Issuer> issuers =
          List.of(photon.renewing(callers), photon.creating(callers), alike, bare);
      for (Issuer issuer : issuers) {
        bench.out.println("warming up " + issuer.name() + " …");
        issuer.prepare(WARM_UP_SECONDS * MOST_A_SECOND);
        bench.turn(issuer, WARM_UP_SECONDS);
      }
      for (int round = 1; round <= rounds; round++) {
        bench.out.println("round " + round + " of " + rounds + " …");
        for (Issuer issuer : issuers) {
          bench.measure(issuer, seconds);
        }
      }
      bench.print();
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
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Future<Long>> turns = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      int caller = i;
      turns.add(threads.submit(() -> issuedUntil(end, issuer, caller)));
    }
    long issued = 0;
    for (Future<Long> turn : turns) {
      issued += turn.get();
    }
    return issued;
  }

  private static long issuedUntil(long end, Issuer issuer, int caller) throws Exception {
    long issued = 0;
    while (System.nanoTime() < end && issuer.issue(caller)) {
      issued++;
    }
    return issued;
  }

  private void print() {
    double alike = median(rates.getOrDefault(Cfssl.ALIKE, List.of()));
    double bare = median(rates.getOrDefault(Cfssl.BARE, List.of()));
    out.printf(
        "%n%-22s %14s %14s %20s %14s%n",
        "", "a CPU second", "spread", "to " + Cfssl.ALIKE, "to " + Cfssl.BARE);
    rates.forEach(
        (name, all) ->
            out.printf(
                Locale.ROOT,
                "%-22s %14.0f %14s %20.2f %14.2f%n",
                name,
                median(all),
                spread(all),
                median(all) / alike,
                median(all) / bare));
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

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
