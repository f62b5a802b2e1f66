package dev.photon.core.metacenter;

import dev.photon.config.DatacenterName;
import dev.photon.spi.api.MatchResult.Candidate;

/**
 * The datacenter that an entry got.
 *
 * @param epoch counts the assignments of the deployment; a later one has a higher epoch
 * @param leaving whether the datacenter is to clear away
 */
record Assignment(DatacenterName entry, long epoch, boolean leaving, Candidate candidate) {}
