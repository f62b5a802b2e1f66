package dev.photon.core.simulated;

import dev.photon.spi.BackendException;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.DatacenterBackendProvider;

/**
 * Opens simulated datacenters. Their nodes are in memory only: they outlive the backend, and are
 * found again when it is reopened from the same provider, but they end with the process.
 *
 * <p>Options: {@code cpus}, {@code memory}, {@code disk}, {@code seed}, {@code start-delay}, {@code
 * image-not-found} (a regular expression), {@code answer}.
 */
public final class SimulatedBackendProvider implements DatacenterBackendProvider {
  private final SimulatedInfrastructure infrastructure = new SimulatedInfrastructure();

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public boolean simulated() {
    return true;
  }

  @Override
  public DatacenterBackend open(Context context) throws BackendException {
    return new SimulatedBackend(
        context.datacenter(),
        SimulatedOptions.of(context.options()),
        context.clock(),
        infrastructure);
  }
}
