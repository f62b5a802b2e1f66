package dev.photon.core.metacenter;

import dev.photon.config.DatacenterName;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.MatchResult.Candidate;
import java.util.Optional;

/**
 * The datacenter that an entry got.
 *
 * @param epoch counts the assignments of the deployment; a later one has a higher epoch
 * @param leaving whether the datacenter is to clear away
 * @param candidate as it was chosen
 * @param lease as it was last agreed; empty before it is opened
 */
record Assignment(
    DatacenterName entry, long epoch, boolean leaving, Candidate candidate, Optional<Lease> lease) {

  Assignment with(Lease agreed) {
    return new Assignment(entry, epoch, leaving, candidate, Optional.of(agreed));
  }
}
