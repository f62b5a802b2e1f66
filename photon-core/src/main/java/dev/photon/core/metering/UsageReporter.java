package dev.photon.core.metering;

import dev.photon.core.runtime.Repeating;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Store;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.LeaseUse;
import dev.photon.spi.api.RegistryApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the registry what is due, oldest first, until it has heard it. What the registry would not
 * take any more, because it is older than a day, is let go. Thread-safe.
 */
public final class UsageReporter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UsageReporter.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  /** A little less than what the registry takes. */
  private static final Duration OLDEST = Duration.ofHours(23);

  private final Store store;
  private final RoleRuntime runtime;
  private final RegistryApi registry;
  private final Optional<DeploymentId> deployment;
  private final Repeating telling;

  /** A reporter of one deployment's leases, or of all in the store. */
  public UsageReporter(
      Store store, RoleRuntime runtime, RegistryApi registry, Optional<DeploymentId> deployment) {
    this.store = store;
    this.runtime = runtime;
    this.registry = registry;
    this.deployment = deployment;
    this.telling =
        new Repeating(
            runtime,
            EVERY,
            this::tell,
            e -> LOG.info("what was used is told later: {}", e.getMessage()));
  }

  /** Begins to tell, every ten seconds. */
  public void start() {
    telling.start(EVERY);
  }

  /**
   * Tells all that is due; blocks until the registry has heard it.
   *
   * @throws ApiException if it does not take it now
   */
  public void tell() {
    while (true) {
      List<LeaseUse> due = store.read(tx -> MeterTable.due(tx, deployment, LeaseUse.MOST_REPORTED));
      if (due.isEmpty()) {
        return;
      }
      Instant oldest = runtime.now().minus(OLDEST);
      List<LeaseUse> young = new ArrayList<>(due);
      young.removeIf(use -> use.minute().isBefore(oldest));
      if (young.size() < due.size()) {
        LOG.warn(
            "{} minutes of use were never told: they are a day old", due.size() - young.size());
      }
      if (!young.isEmpty()) {
        registry.usageReport(young);
      }
      store.write(
          tx -> {
            MeterTable.told(tx, due);
            return true;
          });
    }
  }

  @Override
  public void close() {
    telling.close();
  }
}
