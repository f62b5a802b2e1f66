package dev.photon.spi.api;

import dev.photon.config.DatacenterName;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import java.time.Instant;
import java.util.List;

/**
 * One entry of the ledger: what is charged for a lease for some time. The entries of a lease are a
 * chain: each names the one before by its hash.
 *
 * @param payer whose deployment it is
 * @param earner whose datacenter it is
 * @param entry which datacenter of the deployment file the lease is for
 * @param sequence counts the entries of the lease, from 1
 * @param from the first minute's begin
 * @param until the last minute's end
 * @param charges by profile, in the order of their names
 * @param charged whole micro-dollars; what is less is carried on to the next entry
 * @param disputed whether the two sides have counted more than a hundredth differently, in all the
 *     time of the lease so far
 * @param previous the hash of the entry before, in hex; 64 zeros for the first
 * @param hash SHA-256 over everything above, in hex
 */
public record UsageEntry(
    AccountId payer,
    AccountId earner,
    LeaseId lease,
    DatacenterId datacenter,
    DatacenterName entry,
    long sequence,
    Instant from,
    Instant until,
    List<Charge> charges,
    long charged,
    boolean disputed,
    String previous,
    String hash) {
  /** The hash before that of the first entry of a lease. */
  public static final String NONE = "0".repeat(64);

  public UsageEntry {
    Ids.bounded("hash", previous, 64);
    Ids.bounded("hash", hash, 64);
    charges = List.copyOf(charges);
  }

  /**
   * What is charged for the nodes of one profile.
   *
   * @param price of one node an hour
   * @param metacenterMillis milliseconds that nodes ran, as the metacenter counted
   * @param datacenterMillis the same, as the datacenter counted
   * @param chargedMillis the lower of the two, and no more than was leased
   */
  public record Charge(
      ProfileName profile,
      Price price,
      long metacenterMillis,
      long datacenterMillis,
      long chargedMillis) {
    public Charge {
      if (metacenterMillis < 0 || datacenterMillis < 0 || chargedMillis < 0) {
        throw new IllegalArgumentException("milliseconds must not be negative");
      }
    }
  }
}
