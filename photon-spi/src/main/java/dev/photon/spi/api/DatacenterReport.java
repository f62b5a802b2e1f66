package dev.photon.spi.api;

import dev.photon.config.Resources;
import java.util.List;

/**
 * What a datacenter's agent tells the registry, every few seconds and when it has changed. What is
 * free in the offer is what is left beside the leases that the agent holds, those of this report
 * among them.
 *
 * @param leases those of which the agent holds something else than it last told
 */
public record DatacenterReport(Offer offer, List<HeldLease> leases) {
  /** How many leases a report tells of; the others follow in the next. */
  public static final int MOST_LEASES = 1_000;

  public DatacenterReport {
    leases = List.copyOf(leases);
    if (leases.size() > MOST_LEASES) {
      throw new IllegalArgumentException("a report tells of at most " + MOST_LEASES + " leases");
    }
  }

  /** A report of an agent that holds what it has told before. */
  public static DatacenterReport of(Offer offer) {
    return new DatacenterReport(offer, List.of());
  }

  /**
   * What an agent holds for a lease.
   *
   * @param over whether nothing is left of its nodes, and nothing may come back
   */
  public record HeldLease(LeaseId id, Resources held, boolean over) {}
}
