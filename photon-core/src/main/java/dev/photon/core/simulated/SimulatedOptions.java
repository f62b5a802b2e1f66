package dev.photon.core.simulated;

import dev.photon.config.Resources;
import dev.photon.spi.BackendException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a simulated datacenter behaves.
 *
 * @param total all that it has; also the most that one node may have
 * @param seed what its chance begins with
 * @param startDelay how long a node takes to be ready; the seed adds up to a quarter
 * @param imageNotFound images that it does not have
 * @param answer whether the ports of its nodes are real ones on 127.0.0.1, with one fixed answer
 */
public record SimulatedOptions(
    Resources total, long seed, Duration startDelay, Pattern imageNotFound, boolean answer) {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  /** 64 cpus, 256 GiB of memory, 4 TiB of disk; nodes are ready after a second. */
  public static final SimulatedOptions DEFAULT =
      new SimulatedOptions(
          new Resources(64_000, 256 * GIB, 4096 * GIB), 1, Duration.ofSeconds(1), NOTHING, false);

  public SimulatedOptions {
    if (startDelay.isNegative()) {
      throw new IllegalArgumentException("start-delay must not be negative: " + startDelay);
    }
  }

  public SimulatedOptions withTotal(Resources all) {
    return new SimulatedOptions(all, seed, startDelay, imageNotFound, answer);
  }

  public SimulatedOptions withSeed(long value) {
    return new SimulatedOptions(total, value, startDelay, imageNotFound, answer);
  }

  public SimulatedOptions withStartDelay(Duration delay) {
    return new SimulatedOptions(total, seed, delay, imageNotFound, answer);
  }

  public SimulatedOptions withImageNotFound(Pattern images) {
    return new SimulatedOptions(total, seed, startDelay, images, answer);
  }

  public SimulatedOptions withAnswer(boolean real) {
    return new SimulatedOptions(total, seed, startDelay, imageNotFound, real);
  }

  /**
   * Reads an operator's options; what is not said is as {@link #DEFAULT}, but for {@code answer}.
   */
  static SimulatedOptions of(Map<String, String> options) throws BackendException {
    SimulatedOptions read = DEFAULT.withAnswer(true);
    Resources total = DEFAULT.total();
    long cpus = total.milliCpu();
    long memory = total.memoryBytes();
    long disk = total.diskBytes();
    for (String name : new TreeSet<>(options.keySet())) {
      String value = options.getOrDefault(name, "");
      switch (name) {
        case "cpus" -> cpus = Math.multiplyExact(parse(name, value, SimulatedOptions::whole), 1000);
        case "memory" -> memory = parse(name, value, SimulatedOptions::bytes);
        case "disk" -> disk = parse(name, value, SimulatedOptions::bytes);
        case "seed" -> read = read.withSeed(parse(name, value, Long::parseLong));
        case "start-delay" ->
            read = read.withStartDelay(parse(name, value, SimulatedOptions::time));
        case "image-not-found" ->
            read = read.withImageNotFound(parse(name, value, Pattern::compile));
        case "answer" -> read = read.withAnswer(parse(name, value, SimulatedOptions::truth));
        default ->
            throw invalid(
                "the simulated backend has no option '"
                    + name
                    + "'; it has: answer, cpus, disk, image-not-found, memory, seed, start-delay");
      }
    }
    return read.withTotal(new Resources(cpus, memory, disk));
  }

  private static <T> T parse(String name, String value, Function<String, T> parser)
      throws BackendException {
    try {
      return parser.apply(value);
    } catch (PatternSyntaxException e) {
      throw invalid("option " + name + ": not a regular expression: " + e.getDescription());
    } catch (IllegalArgumentException e) {
      throw invalid("option " + name + ": '" + value + "' is not " + expected(name));
    }
  }

  private static String expected(String name) {
    return switch (name) {
      case "memory", "disk" -> "an amount such as 512MiB, 64GiB or 2TiB";
      case "start-delay" -> "a time such as 250ms or 2s";
      case "answer" -> "true or false";
      case "cpus" -> "a whole number from 1 to 1000000";
      default -> "a whole number";
    };
  }

  private static long whole(String value) {
    long number = Long.parseLong(value);
    if (number < 1 || number > 1_000_000) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  private static long bytes(String value) {
    if (value.endsWith("TiB")) {
      return 1024 * GIB * whole(value.substring(0, value.length() - 3));
    }
    if (value.endsWith("GiB")) {
      return GIB * whole(value.substring(0, value.length() - 3));
    }
    if (value.endsWith("MiB")) {
      return MIB * whole(value.substring(0, value.length() - 3));
    }
    throw new IllegalArgumentException();
  }

  private static Duration time(String value) {
    if (value.equals("0")) {
      return Duration.ZERO;
    }
    return value.endsWith("ms")
        ? Duration.ofMillis(whole(value.substring(0, value.length() - 2)))
        : value.endsWith("s")
            ? Duration.ofSeconds(whole(value.substring(0, value.length() - 1)))
            : refuse();
  }

  private static Duration refuse() {
    throw new IllegalArgumentException();
  }

  private static boolean truth(String value) {
    if (value.equals("true") || value.equals("false")) {
      return value.equals("true");
    }
    throw new IllegalArgumentException();
  }

  private static BackendException invalid(String message) {
    return new BackendException(BackendException.Kind.INVALID, message);
  }
}
