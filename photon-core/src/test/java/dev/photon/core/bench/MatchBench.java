package dev.photon.core.bench;

import dev.photon.core.match.CheapestMatcher;
import dev.photon.core.match.OfferIndex;
import dev.photon.spi.api.MatchRequest;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Prints how large an index of a million offers is, how long it takes to explain an answer, and
 * what {@link MatchingBenchmark} measures.
 */
final class MatchBench {
  private final PrintStream out;
  private final Map<String, Statistics> micros = new TreeMap<>();

  private MatchBench(PrintStream out) {
    this.out = out;
  }

  /** Takes the seconds that each is measured. */
  public static void main(String[] args) throws RunnerException {
    int seconds = args.length == 0 ? 5 : Integer.parseInt(args[0]);
    MatchBench bench = new MatchBench(System.out);
    for (BigMarket.Prices prices : BigMarket.Prices.values()) {
      bench.size(prices);
    }
    bench.run(seconds, "match", true, "PROPORTIONAL", "MIXED");
    bench.run(seconds, "sqlite", true);
    bench.run(seconds, "put", false);
    bench.print();
  }

  private void size(BigMarket.Prices prices) {
    long before = used();
    OfferIndex index = MatchingBenchmark.filled(prices);
    double bytes = (double) (used() - before) / index.size();
    out.printf(Locale.ROOT, "%s: %.1f bytes of heap an offer%n", prices, bytes);
    MatchRequest request = BigMarket.impossible();
    double[] millis = new double[15];
    for (int i = 0; i < millis.length; i++) {
      long begin = System.nanoTime();
      if (new CheapestMatcher().match(request, index.at(BigMarket.NOW)).complete()) {
        throw new IllegalStateException("something fits");
      }
      millis[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(millis);
    out.printf(
        Locale.ROOT,
        "%s: %.0f ms to explain that nothing fits (%.0f–%.0f)%n",
        prices,
        millis[millis.length / 2],
        millis[0],
        millis[millis.length - 1]);
  }

  private static long used() {
    for (int i = 0; i < 4; i++) {
      ManagementFactory.getMemoryMXBean().gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void run(int seconds, String what, boolean queries, String... prices)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("MatchingBenchmark\\." + what + "$")
            .forks(1)
            .warmupIterations(4)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(seconds)
            .measurementTime(TimeValue.seconds(1))
            .jvmArgs("-Xms3g", "-Xmx3g")
            .verbosity(VerboseMode.SILENT);
    if (queries) {
      options.param("query", "common", "rare");
    }
    if (prices.length > 0) {
      options.param("prices", prices);
    }
    for (RunResult result : new Runner(options.shouldFailOnError(true).build()).run()) {
      String name = what;
      for (String param : result.getParams().getParamsKeys()) {
        name += " " + result.getParams().getParam(param).toLowerCase(Locale.ROOT);
      }
      micros.put(name, result.getPrimaryResult().getStatistics());
    }
  }

  private void print() {
    out.printf("%n%-28s %12s %12s %12s%n", "", "p50, µs", "p99, µs", "calls");
    micros.forEach(
        (name, times) ->
            out.printf(
                Locale.ROOT,
                "%-28s %12.2f %12.2f %12d%n",
                name,
                times.getPercentile(50),
                times.getPercentile(99),
                times.getN()));
    for (String query : new String[] {"common", "rare"}) {
      out.printf(
          Locale.ROOT,
          "%s, the index : SQLite = %.3f (p50), %.3f (p99)%n",
          query,
          ratio(query, 50),
          ratio(query, 99));
    }
  }

  private double ratio(String query, double percent) {
    double ours = Double.NaN;
    double theirs = Double.NaN;
    for (Map.Entry<String, Statistics> one : micros.entrySet()) {
      if (one.getKey().equals("sqlite " + query)) {
        theirs = one.getValue().getPercentile(percent);
      } else if (one.getKey().startsWith("match")
          && one.getKey().contains(query)
          && one.getKey().contains("proportional")) {
        ours = one.getValue().getPercentile(percent);
      }
    }
    return ours / theirs;
  }
}
