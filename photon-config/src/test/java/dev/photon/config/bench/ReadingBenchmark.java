package dev.photon.config.bench;

import dev.photon.config.ConfigLoader;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Loaded;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** One text read in three ways, each as its users would. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReadingBenchmark {
  static final String HUNDRED_KB = "100kB";

  /** A size, or a number of services. */
  @Param({HUNDRED_KB, "10", "100", "1000", "10000"})
  public String size = HUNDRED_KB;

  private final YAMLMapper mapper = new YAMLMapper();
  private String text = "";

  /** Makes the text, and is sure that it is a valid one. */
  @Setup
  public void prepare() {
    Sample sample =
        size.equals(HUNDRED_KB)
            ? Sample.ofCharacters(100_000)
            : Sample.ofServices(Integer.parseInt(size));
    text = sample.photon();
    Loaded<DeploymentConfig> loaded = load();
    if (loaded.value().isEmpty() || !loaded.diagnostics().isEmpty()) {
      throw new IllegalStateException("not a valid deployment: " + loaded.diagnostics());
    }
  }

  /** Photon: the tree with its places, all checks, the records. */
  @Benchmark
  public Loaded<DeploymentConfig> load() {
    return ConfigLoader.standard().load("photon.yml", text);
  }

  /** Jackson: a plain tree. */
  @Benchmark
  public JsonNode jacksonTree() {
    return mapper.readTree(text);
  }

  /** What both are built on: the events of snakeyaml-engine, looked at by nobody. */
  @Benchmark
  public long events() {
    long count = 0;
    for (Event event : new Parse(LoadSettings.builder().build()).parseString(text)) {
      count += event.getStartMark().isPresent() ? 1 : 0;
    }
    return count;
  }
}
