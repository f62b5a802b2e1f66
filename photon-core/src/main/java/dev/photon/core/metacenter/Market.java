package dev.photon.core.metacenter;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.RegistryApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the registry for the datacenters that one deployment lacks: one question at a time, again
 * after a pause while there is no answer that fits. Touched on the loop only.
 */
final class Market {
  private static final Logger LOG = LoggerFactory.getLogger(Market.class);
  private static final Duration PAUSE = Duration.ofSeconds(3);

  /** How long a datacenter that refused a part for want of room is not asked again. */
  private static final Duration REFUSAL = Duration.ofSeconds(30);

  private final MetacenterContext context;
  private final RoleRuntime runtime;
  private final RegistryApi registry;
  private final Runnable changed;
  private final Map<DatacenterId, Instant> refused = new TreeMap<>();
  private boolean asking;
  private Instant due = Instant.EPOCH;
  private Subscription timer = Subscription.NONE;
  private Optional<String> unmatched = Optional.empty();

  /**
   * A deployment's view of the market.
   *
   * @param changed called when there is something new to look at
   */
  Market(MetacenterContext context, RegistryApi registry, Runnable changed) {
    this.context = context;
    this.runtime = context.runtime();
    this.registry = registry;
    this.changed = changed;
  }

  /** Why the last question had no complete answer; empty while none is open. */
  Optional<String> unmatched() {
    return unmatched;
  }

  /** Forgets the last answer: another question will be asked. */
  void afresh() {
    unmatched = Optional.empty();
    due = Instant.EPOCH;
  }

  /** Leaves a datacenter in peace that had no room. */
  void refused(DatacenterId datacenter) {
    refused.put(datacenter, runtime.now().plus(REFUSAL));
    due = Instant.EPOCH;
  }

  /**
   * Asks for datacenters, unless a question is open or it is too early to ask again.
   *
   * @param taken datacenters that must not be chosen
   * @param found gets a complete assignment
   */
  void ask(
      List<DatacenterRequirement> missing, Set<DatacenterId> taken, Consumer<MatchResult> found) {
    Instant now = runtime.now();
    if (asking || now.isBefore(due)) {
      return;
    }
    refused.values().removeIf(until -> until.isBefore(now));
    Set<DatacenterId> excluded = new TreeSet<>(refused.keySet());
    excluded.addAll(taken);
    asking = true;
    MatchRequest request = new MatchRequest(missing, excluded, MatchRequest.Detail.CHOICE);
    runtime.call(
        () -> registry.datacenterMatch(request),
        result -> {
          pause();
          unmatched =
              result.complete() ? Optional.empty() : Optional.of(StatusView.unmatched(result));
          if (result.complete()) {
            found.accept(result);
          }
          changed.run();
        },
        e -> {
          pause();
          LOG.info("{}: no answer from the market: {}", context.id(), e.getMessage());
          changed.run();
        });
  }

  private void pause() {
    asking = false;
    due = runtime.now().plus(PAUSE);
    timer.close();
    timer = runtime.after(PAUSE, changed);
  }
}
