package dev.photon.core.metacenter;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.crypto.Credentials;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the registry certify the authorities of a host's metacenters anew; on the host's loop. */
final class AuthorityRenewal {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorityRenewal.class);
  private static final Duration BETWEEN_RENEWALS = Duration.ofMinutes(10);

  private final MetacenterKeys keys;
  private final RoleRuntime runtime;
  private final RegistryApi registry;
  private final Supplier<RequestKey> newKey;
  private final Consumer<String> trouble;
  private final Map<DeploymentId, Instant> next = new HashMap<>();

  AuthorityRenewal(
      MetacenterKeys keys,
      RoleRuntime runtime,
      RegistryApi registry,
      Supplier<RequestKey> newKey,
      Consumer<String> trouble) {
    this.keys = keys;
    this.runtime = runtime;
    this.registry = registry;
    this.newKey = newKey;
    this.trouble = trouble;
  }

  void whenDue(Hosted h) {
    h.identity().dueAuthority().ifPresent(current -> renew(h, current));
  }

  void forget(DeploymentId id) {
    next.remove(id);
  }

  /** Where it fails it is tried again at a later beat: half of the certificate's life is left. */
  private void renew(Hosted h, Credentials current) {
    DeploymentId id = h.id();
    Instant now = runtime.now();
    if (now.isBefore(next.getOrDefault(id, Instant.MIN))) {
      return;
    }
    next.put(id, now.plus(BETWEEN_RENEWALS));
    runtime.call(
        () -> {
          Credentials renewed = keys.renew(registry, id, current, newKey.get());
          h.identity().renewed(renewed);
          return renewed;
        },
        done -> LOG.info("{} is certified until {}", done.identity(), done.notAfter()),
        e ->
            trouble.accept(
                "the certificate of "
                    + current.identity()
                    + " is not renewed, it ends at "
                    + current.notAfter()
                    + ": "
                    + e.getMessage()));
  }
}
