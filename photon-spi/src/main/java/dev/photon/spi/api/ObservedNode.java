package dev.photon.spi.api;

import dev.photon.config.Resources;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/**
 * A node as it was found.
 *
 * @param fingerprint of the template that it was made from
 * @param detail why it is so, for people: {@code "exited with status 137 (killed)"}; may be empty
 * @param since when it came to this state, as far as the infrastructure knows
 * @param addresses sorted by port; may lack what is not reachable yet
 * @param reserved what it holds of the capacity
 */
public record ObservedNode(
    NodeId id,
    NodeState state,
    String fingerprint,
    long revision,
    long epoch,
    String detail,
    Instant since,
    List<NodeAddress> addresses,
    Resources reserved) {
  public ObservedNode {
    addresses = List.copyOf(new TreeSet<>(addresses));
  }
}
