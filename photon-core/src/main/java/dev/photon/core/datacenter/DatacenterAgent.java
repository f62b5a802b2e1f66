package dev.photon.core.datacenter;

import dev.photon.core.gateway.Gateway;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Store;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.RegistryApi;

/** The agent of one datacenter. */
public final class DatacenterAgent implements AutoCloseable {

  /**
   * What an agent works with. The agent closes none of it.
   *
   * @param store with the schemas {@code datacenter} and {@code event}
   * @param registry as the agent sees it
   * @param advertised where metacenters reach this agent
   */
  public record Setup(
      DatacenterId id,
      Offering offering,
      DatacenterBackend backend,
      Store store,
      RoleRuntime runtime,
      Gateway gateway,
      RegistryApi registry,
      Endpoint advertised) {}

  private final Setup setup;

  private DatacenterAgent(Setup setup) {
    this.setup = setup;
  }

  /** Opens an agent; it does nothing before {@link #start}. */
  public static DatacenterAgent open(Setup setup) {
    return new DatacenterAgent(setup);
  }

  /** What a caller may see and do. */
  public DatacenterApi view(Caller caller) {
    if (caller.identity().isEmpty()) {
      throw new ApiException(
          ApiException.Status.UNAUTHENTICATED, "no-certificate", "a certificate is required");
    }
    throw ApiException.unimplemented("the agent of " + setup.id());
  }

  /** Begins to observe, to act and to offer. */
  public void start() {}

  /** Stops; the nodes stay. */
  @Override
  public void close() {}
}
