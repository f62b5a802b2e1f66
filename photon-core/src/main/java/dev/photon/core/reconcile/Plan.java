package dev.photon.core.reconcile;

import dev.photon.config.ServiceName;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What to do, in order.
 *
 * @param waiting what keeps a service from progress, by service, for people: a dependency that is
 *     not ready, a back-off, an exhausted destruction budget
 * @param again when to look again although nothing changes, if there is such a time
 */
public record Plan(
    List<Action> actions, Map<ServiceName, String> waiting, Optional<Duration> again) {
  public Plan {
    actions = List.copyOf(actions);
    waiting = Collections.unmodifiableMap(new TreeMap<>(waiting));
  }

  public boolean isEmpty() {
    return actions.isEmpty();
  }
}
