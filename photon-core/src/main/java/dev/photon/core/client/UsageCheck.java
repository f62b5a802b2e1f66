package dev.photon.core.client;

import java.util.List;

/**
 * What a check of the ledger has found.
 *
 * @param entries how many there are
 * @param leases of how many leases they are
 * @param faults what is wrong, for people, one sentence each; none if all is whole
 */
public record UsageCheck(long entries, int leases, List<String> faults) {
  public UsageCheck {
    faults = List.copyOf(faults);
  }

  public boolean whole() {
    return faults.isEmpty();
  }
}
