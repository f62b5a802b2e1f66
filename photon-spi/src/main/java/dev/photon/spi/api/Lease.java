package dev.photon.spi.api;

import dev.photon.config.DatacenterName;
import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.config.Resources;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Room in a datacenter for one entry of a deployment, at prices that do not change while it is
 * open. The registry records it when it is opened, the datacenter when it takes the first part.
 *
 * @param revision of the deployment that it was last made to hold
 * @param nodes what it reserves, by profile
 * @param until when an open lease that its datacenter has not taken up is over; empty once it has
 * @param closed when it was closed
 * @param reason why it was closed, for people
 */
public record Lease(
    LeaseId id,
    DatacenterId datacenter,
    DatacenterName entry,
    State state,
    long revision,
    List<LeasedNodes> nodes,
    Instant opened,
    Optional<Instant> until,
    Optional<Instant> closed,
    Optional<String> reason) {
  public Lease {
    nodes = List.copyOf(nodes);
  }

  /** Where a lease is in its life. */
  public enum State {
    /** Its room is kept; the datacenter has not taken it up. */
    OPEN,
    /** The datacenter holds its room. */
    ACTIVE,
    /** It is over. */
    CLOSED
  }

  /**
   * What is leased for one profile.
   *
   * @param size of one node
   * @param nodes how many there may be
   * @param price of one node an hour; equal sizes of a lease have one price
   */
  public record LeasedNodes(
      ProfileName profile, Lifetime lifetime, Resources size, int nodes, Price price) {
    public LeasedNodes {
      if (nodes < 0) {
        throw new IllegalArgumentException("nodes must not be negative: " + nodes);
      }
    }
  }

  /**
   * What all its nodes together need.
   *
   * @throws ArithmeticException when that is more than can be counted
   */
  public Resources reserved() {
    Resources sum = Resources.NONE;
    for (LeasedNodes leased : nodes) {
      sum = sum.plus(leased.size().times(leased.nodes()));
    }
    return sum;
  }

  /** The same once it is over. */
  public Lease closed(Instant at, String why) {
    return new Lease(
        id,
        datacenter,
        entry,
        State.CLOSED,
        revision,
        nodes,
        opened,
        until,
        Optional.of(at),
        Optional.of(why));
  }

  /** The same once its datacenter has taken it up. */
  public Lease takenUp() {
    return new Lease(
        id,
        datacenter,
        entry,
        State.ACTIVE,
        revision,
        nodes,
        opened,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** What all its nodes cost an hour. */
  public Price total() {
    Price sum = Price.ZERO;
    for (LeasedNodes leased : nodes) {
      sum = sum.plus(leased.price().times(leased.nodes()));
    }
    return sum;
  }
}
