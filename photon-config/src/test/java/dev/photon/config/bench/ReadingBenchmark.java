package dev.photon.config.bench;

import dev.photon.config.ConfigLoader;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Loaded;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** One text read in three ways, each as its users would. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReadingBenchmark {
  static final String HUNDRED_KB = "100kB";

  /** Processor time of the reading thread: on a busy machine the clock tells little. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Used {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long begin;
    public long calls;
    public long nanos;

    /** Before an iteration. */
    @Setup(Level.Iteration)
    public void begin() {
      calls = 0;
      nanos = 0;
      begin = threads.getCurrentThreadCpuTime();
    }

    /** After an iteration. */
    @TearDown(Level.Iteration)
    public void end() {
      nanos = threads.getCurrentThreadCpuTime() - begin;
    }
  }

  /** A size, or a number of services. */
  @Param({HUNDRED_KB, "10", "100", "1000", "10000"})
  public String size = HUNDRED_KB;

  /** As it is, but for texts of any size. */
  private final YAMLMapper mapper =
      new YAMLMapper(
          YAMLFactory.builder()
              .loadSettings(LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build())
              .build());

  private String text = "";

  /** Makes the text, and is sure that it is a valid one. */
  @Setup
  public void prepare() {
    Sample sample =
        size.equals(HUNDRED_KB)
            ? Sample.ofCharacters(100_000)
            : Sample.ofServices(Integer.parseInt(size));
    text = sample.photon();
    Loaded<DeploymentConfig> loaded = ConfigLoader.standard().load("photon.yml", text);
    if (loaded.value().isEmpty() || !loaded.diagnostics().isEmpty()) {
      throw new IllegalStateException("not a valid deployment: " + loaded.diagnostics());
    }
  }

  /** Photon: the tree with its places, all checks, the records. */
  @Benchmark
  public Loaded<DeploymentConfig> load(Used used) {
    used.calls++;
    return ConfigLoader.standard().load("photon.yml", text);
  }

  /** Jackson: a plain tree. */
  @Benchmark
  public JsonNode jacksonTree(Used used) {
    used.calls++;
    return mapper.readTree(text);
  }

  /**
   * The events of snakeyaml-engine with their marks, as Jackson reads them, looked at by nobody.
   */
  @Benchmark
  public long events(Used used) {
    used.calls++;
    long count = 0;
    for (Event event : new Parse(LoadSettings.builder().build()).parseString(text)) {
      count += event.getStartMark().isPresent() ? 1 : 0;
    }
    return count;
  }
}
