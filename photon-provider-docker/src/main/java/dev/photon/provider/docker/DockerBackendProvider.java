package dev.photon.provider.docker;

import dev.photon.spi.BackendException;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.DatacenterBackendProvider;

/**
 * Opens datacenters on a Docker Engine, by the name {@code docker}. Several may share one engine.
 *
 * <p>Options, each with a default: {@code host} (the engine; else {@code DOCKER_HOST}, else the
 * machine's own), {@code cpus}, {@code memory} and {@code disk} (the datacenter's share; else all
 * that the engine's machine has), {@code network-range} ({@code 10.201.0.0/16}) and {@code
 * network-prefix} (26: 61 nodes a network) for the private networks, {@code publish-address}
 * ({@code 127.0.0.1}) for ports that anyone may reach, {@code pids-limit} (1024) for each node.
 */
public final class DockerBackendProvider implements DatacenterBackendProvider {
  @Override
  public String name() {
    return "docker";
  }

  @Override
  public DatacenterBackend open(Context context) throws BackendException {
    DockerOptions options = DockerOptions.of(context.options(), System.getenv());
    return new DockerBackend(context.datacenter(), options, new EngineClient(options.engine()));
  }
}
