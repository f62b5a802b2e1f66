package dev.photon.config.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link ReadingBenchmark} in rounds, so that the readers take turns and a busy minute of the
 * machine meets all of them, and prints medians and what they are to each other.
 */
final class LoadBench {
  private static final List<String> SIZES = List.of("10", "100", "1000", "10000");
  private static final String LOAD = "load";
  private static final String TREE = "jacksonTree";
  private static final String EVENTS = "events";

  private final Map<String, List<Double>> micros = new TreeMap<>();
  private final Map<String, List<Double>> bytes = new TreeMap<>();
  private final PrintStream out;

  private LoadBench(PrintStream out) {
    this.out = out;
  }

  /** Takes the number of rounds; one takes two and a half minutes. */
  public static void main(String[] args) throws RunnerException {
    int rounds = args.length == 0 ? 5 : Integer.parseInt(args[0]);
    LoadBench bench = new LoadBench(System.out);
    for (int round = 1; round <= rounds; round++) {
      bench.out.println("round " + round + " of " + rounds + " …");
      bench.run(List.of(ReadingBenchmark.HUNDRED_KB), LOAD, TREE, EVENTS);
      bench.run(SIZES, LOAD, TREE);
    }
    bench.print();
  }

  private void run(List<String> sizes, String... readers) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .param("size", sizes.toArray(String[]::new))
            .forks(1)
            .warmupIterations(8)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(3)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .jvmArgs("-Xms1g", "-Xmx1g")
            .verbosity(VerboseMode.SILENT);
    Arrays.stream(readers).forEach(reader -> options.include("ReadingBenchmark\\." + reader + "$"));
    Collection<RunResult> results = new Runner(options.shouldFailOnError(true).build()).run();
    for (RunResult result : results) {
      String key = result.getPrimaryResult().getLabel() + " " + result.getParams().getParam("size");
      add(micros, key, second(result, "nanos") / second(result, "calls") / 1_000);
      add(bytes, key, second(result, "gc.alloc.rate.norm"));
    }
  }

  private static double second(RunResult result, String name) {
    Result<?> found = result.getSecondaryResults().get(name);
    if (found == null) {
      throw new IllegalStateException("no " + name + " was measured");
    }
    return found.getScore();
  }

  private static void add(Map<String, List<Double>> scores, String key, double score) {
    scores.computeIfAbsent(key, k -> new ArrayList<>()).add(score);
  }

  private void print() {
    out.printf("%n%-22s %14s %14s %10s%n", "", "CPU µs, median", "spread", "kB made");
    micros.forEach(
        (key, scores) ->
            out.printf(
                Locale.ROOT,
                "%-22s %14.0f %14s %10.0f%n",
                key,
                median(scores),
                spread(scores),
                median(bytes.getOrDefault(key, List.of())) / 1000));
    String hundred = " " + ReadingBenchmark.HUNDRED_KB;
    out.printf(
        Locale.ROOT,
        "%n100 kB, load : Jackson's tree = %.2f; load : bare events = %.2f%n",
        time(LOAD + hundred) / time(TREE + hundred),
        time(LOAD + hundred) / time(EVENTS + hundred));
    for (String reader : List.of(LOAD, TREE)) {
      out.print(reader + ", µs a service:");
      for (String size : SIZES) {
        out.printf(Locale.ROOT, "  %s: %.2f", size, perService(reader, size));
      }
      out.printf(
          Locale.ROOT,
          "; 10000 : 100 = %.2f, 10000 : 1000 = %.2f%n",
          perService(reader, "10000") / perService(reader, "100"),
          perService(reader, "10000") / perService(reader, "1000"));
    }
  }

  private double perService(String reader, String size) {
    return time(reader + " " + size) / Integer.parseInt(size);
  }

  private double time(String key) {
    return median(micros.getOrDefault(key, List.of()));
  }

  private static double median(List<Double> scores) {
    double[] sorted = scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  private static String spread(List<Double> scores) {
    double[] sorted = scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return String.format(Locale.ROOT, "%.0f–%.0f", sorted[0], sorted[sorted.length - 1]);
  }
}
