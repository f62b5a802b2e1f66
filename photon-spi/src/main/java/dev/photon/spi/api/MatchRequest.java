package dev.photon.spi.api;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks for datacenters.
 *
 * @param excluded datacenters that must not be chosen
 * @param detail how much the answer shall say
 */
public record MatchRequest(
    List<DatacenterRequirement> entries, Set<DatacenterId> excluded, Detail detail) {
  public MatchRequest {
    entries = List.copyOf(entries);
    excluded = Collections.unmodifiableSet(new TreeSet<>(excluded));
  }

  /** Asks for everything that there is to say. */
  public MatchRequest(List<DatacenterRequirement> entries, Set<DatacenterId> excluded) {
    this(entries, excluded, Detail.WHOLE);
  }

  /** How much an answer says. */
  public enum Detail {
    /**
     * Which datacenters, for whoever takes them: when every entry has one, the other candidates and
     * the rejections may be left out. Found without looking at all offers.
     */
    CHOICE,
    /** Also what else fits, and what became of all others; for people. */
    WHOLE
  }
}
