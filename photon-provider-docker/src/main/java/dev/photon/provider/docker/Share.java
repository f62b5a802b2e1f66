package dev.photon.provider.docker;

import dev.photon.config.Resources;
import dev.photon.spi.api.Capacity;
import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The datacenter's share of its engine's machine, and what is left of it. */
final class Share {
  /** Assumed where the engine's disk cannot be seen from here. */
  private static final long UNKNOWN_DISK_BYTES = 64L << 30;

  private final EngineClient engine;
  private final DockerOptions options;
  private volatile @Nullable Resources machine;

  Share(EngineClient engine, DockerOptions options) {
    this.engine = engine;
    this.options = options;
  }

  Capacity capacity(List<Container> containers) throws EngineException {
    Resources machine = machine();
    Resources total = options.share(machine);
    // A share may promise more than the machine has; one node cannot be larger than the machine.
    Resources largest =
        new Resources(
            Math.min(total.milliCpu(), machine.milliCpu()),
            Math.min(total.memoryBytes(), machine.memoryBytes()),
            total.diskBytes());
    return new Capacity(total, free(total, containers), largest);
  }

  private static Resources free(Resources total, List<Container> containers) {
    Resources held =
        containers.stream()
            .filter(container -> !container.ended())
            .map(container -> container.labels().resources())
            .reduce(Resources.NONE, Resources::plus);
    return new Resources(
        Math.max(0, total.milliCpu() - held.milliCpu()),
        Math.max(0, total.memoryBytes() - held.memoryBytes()),
        Math.max(0, total.diskBytes() - held.diskBytes()));
  }

  /** What the engine's machine has; asked once. */
  private Resources machine() throws EngineException {
    Resources known = machine;
    if (known == null) {
      JsonNode info = engine.info();
      // Nothing is reserved of the disk by the engine, so this is a promise to be kept by trust.
      long disk = new File(info.path("DockerRootDir").asString("/")).getTotalSpace();
      known =
          new Resources(
              info.path("NCPU").asLong(1) * 1000,
              info.path("MemTotal").asLong(0),
              disk > 0 ? disk : UNKNOWN_DISK_BYTES);
      machine = known;
    }
    return known;
  }
}
