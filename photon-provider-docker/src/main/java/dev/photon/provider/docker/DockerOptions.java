package dev.photon.provider.docker;

import dev.photon.config.Resources;
import dev.photon.spi.BackendException;
import dev.photon.spi.BackendException.Kind;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an operator wants a datacenter on a Docker Engine.
 *
 * @param milliCpu the datacenter's share of the machine; all of it when empty, as for the others
 * @param networks where the private networks' addresses are taken from
 * @param publishAddress the address of this machine on which ports for anyone are published
 * @param pidsLimit the most processes and threads that one node may have
 */
record DockerOptions(
    EngineAddress engine,
    OptionalLong milliCpu,
    OptionalLong memoryBytes,
    OptionalLong diskBytes,
    SubnetRange networks,
    String publishAddress,
    int pidsLimit) {

  private static final String KNOWN =
      "cpus, disk, host, memory, network-prefix, network-range, pids-limit, publish-address";
  private static final Subnet DEFAULT_RANGE = subnet("10.201.0.0/16");
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,12})(MiB|GiB|TiB)");
  private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  /**
   * Reads the options; what they do not say has a default, the engine by the standard variables.
   */
  static DockerOptions of(Map<String, String> options, Map<String, String> environment)
      throws BackendException {
    Map<String, String> given = new TreeMap<>(options);
    Reader read = new Reader(given);
    Optional<EngineAddress> host = read.option("host", EngineAddress::parse);
    EngineAddress engine = host.isPresent() ? host.get() : ofEnvironment(environment);
    Optional<Long> cpus = read.option("cpus", DockerOptions::milliCpu);
    Optional<Long> memory = read.option("memory", DockerOptions::bytes);
    Optional<Long> disk = read.option("disk", DockerOptions::bytes);
    Subnet range = read.option("network-range", DockerOptions::subnet).orElse(DEFAULT_RANGE);
    int prefix = read.option("network-prefix", Integer::parseInt).orElse(26);
    String publish = read.option("publish-address", DockerOptions::address).orElse("127.0.0.1");
    int pids = read.option("pids-limit", DockerOptions::positive).orElse(1024);
    if (!given.isEmpty()) {
      throw invalid(
          "the docker backend has no option '"
              + given.keySet().iterator().next()
              + "'; it has: "
              + KNOWN);
    }
    try {
      return new DockerOptions(
          engine,
          optional(cpus),
          optional(memory),
          optional(disk),
          new SubnetRange(range, prefix),
          publish,
          pids);
    } catch (IllegalArgumentException e) {
      throw invalid("options network-range and network-prefix: " + e.getMessage());
    }
  }

  /** The datacenter's share of what the engine's machine has. */
  Resources share(Resources machine) {
    return new Resources(
        milliCpu.orElse(machine.milliCpu()),
        memoryBytes.orElse(machine.memoryBytes()),
        diskBytes.orElse(machine.diskBytes()));
  }

  private static EngineAddress ofEnvironment(Map<String, String> environment)
      throws BackendException {
    try {
      return EngineAddress.ofEnvironment(environment);
    } catch (IllegalArgumentException e) {
      throw invalid("DOCKER_HOST: " + e.getMessage());
    }
  }

  private static long milliCpu(String text) {
    BigDecimal cpus = new BigDecimal(text);
    long milli = cpus.movePointRight(3).longValueExact();
    if (milli < 1 || milli > 1_000_000_000) {
      throw new IllegalArgumentException("'" + text + "' is not between 0.001 and 1000000");
    }
    return milli;
  }

  private static long bytes(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not an amount such as 512MiB or 64GiB");
    }
    int shift =
        switch (amount.group(2)) {
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 40;
        };
    return Math.multiplyExact(Long.parseLong(amount.group(1)), 1L << shift);
  }

  private static Subnet subnet(String text) {
    return Subnet.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + text + "' is not a range such as 10.201.0.0/16"));
  }

  private static String address(String text) {
    if (!ADDRESS.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
    }
    return text;
  }

  private static int positive(String text) {
    int number = Integer.parseInt(text);
    if (number < 1) {
      throw new IllegalArgumentException("'" + text + "' is not a whole number above 0");
    }
    return number;
  }

  private static OptionalLong optional(Optional<Long> value) {
    return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  private static BackendException invalid(String message) {
    return new BackendException(Kind.INVALID, message);
  }

  /** Takes options out of a map one by one; what is left at the end is unknown. */
  private record Reader(Map<String, String> given) {
    <T> Optional<T> option(String name, Function<String, T> parser) throws BackendException {
      String text = given.remove(name);
      if (text == null) {
        return Optional.empty();
      }
      try {
        return Optional.of(parser.apply(text));
      } catch (NumberFormatException e) {
        throw invalid("option " + name + ": '" + text + "' is not a number");
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw invalid("option " + name + ": " + e.getMessage());
      }
    }
  }
}
