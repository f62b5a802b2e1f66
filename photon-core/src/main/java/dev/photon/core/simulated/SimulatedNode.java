package dev.photon.core.simulated;

import dev.photon.config.Resources;
import dev.photon.spi.api.NodeAddress;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.ObservedNode;
import java.time.Instant;
import java.util.List;

/** A node in memory; what it is follows from the time at which it is looked at. */
record SimulatedNode(
    NodeSpec spec, Instant created, Instant ready, End end, List<NodeAddress> addresses) {

  /**
   * When and how a node ended.
   *
   * @param at {@link Instant#MAX} for one that runs until it is stopped
   */
  record End(Instant at, String detail) {
    static final End NEVER = new End(Instant.MAX, "");
  }

  SimulatedNode {
    addresses = List.copyOf(addresses);
  }

  /** The same node, ended; one that has ended stays as it ended. */
  SimulatedNode ended(Instant at, String detail) {
    return at.isBefore(end.at())
        ? new SimulatedNode(spec, created, ready, new End(at, detail), addresses)
        : this;
  }

  NodeState state(Instant now) {
    if (!now.isBefore(end.at())) {
      return NodeState.DEAD;
    }
    return now.isBefore(ready) ? NodeState.STARTING : NodeState.READY;
  }

  ObservedNode seen(Instant now) {
    NodeState state = state(now);
    return new ObservedNode(
        spec.id(),
        state,
        spec.template().fingerprint(),
        spec.revision(),
        spec.epoch(),
        state == NodeState.DEAD ? end.detail() : "simulated",
        switch (state) {
          case DEAD -> end.at();
          case READY -> ready;
          case CREATED, STARTING, STOPPING -> created;
        },
        state == NodeState.READY ? addresses : List.of(),
        state.live() ? spec.template().resources() : Resources.NONE);
  }
}
