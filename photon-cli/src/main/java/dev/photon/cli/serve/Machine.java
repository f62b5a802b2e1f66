package dev.photon.cli.serve;

import dev.photon.config.Resources;
import dev.photon.core.plugin.PluginException;
import dev.photon.core.plugin.Plugins;
import dev.photon.spi.BackendException;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.DatacenterBackendProvider;
import dev.photon.spi.api.DatacenterId;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;

/**
 * What the datacenters of a network on this machine run on.
 *
 * @param backend by name
 * @param options each datacenter's share of the machine
 * @param simulated whether the nodes are only simulated
 */
public record Machine(String backend, Map<String, String> options, boolean simulated) {
  private static final long MIB = 1L << 20;

  public Machine {
    options = Map.copyOf(options);
  }

  /**
   * Asks the infrastructure behind a backend what it has, and divides that by the number of
   * datacenters.
   *
   * @throws BackendException when it does not answer
   * @throws ServeException when there is no such backend
   */
  public static Machine ask(String backend, int datacenters) throws BackendException {
    DatacenterBackendProvider provider;
    try {
      provider = Plugins.standard().backend(backend);
    } catch (PluginException e) {
      throw ServeException.of("cannot use the backend", e);
    }
    if (provider.simulated()) {
      return new Machine(backend, Map.of(), true);
    }
    var context =
        new DatacenterBackendProvider.Context(
            new DatacenterId("probe"), Map.of(), Clock.systemUTC());
    try (DatacenterBackend opened = provider.open(context)) {
      return new Machine(
          backend, share(opened.capacity().total(), Math.max(1, datacenters)), false);
    }
  }

  private static Map<String, String> share(Resources total, int parts) {
    return Map.of(
        "cpus",
        BigDecimal.valueOf(Math.max(1, total.milliCpu() / parts), 3).toPlainString(),
        "memory",
        Math.max(1, total.memoryBytes() / parts / MIB) + "MiB",
        "disk",
        Math.max(1, total.diskBytes() / parts / MIB) + "MiB");
  }
}
