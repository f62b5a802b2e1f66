package dev.photon.spi.api;

import dev.photon.config.DatacenterName;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The market's answer, entry by entry in the order asked. */
public record MatchResult(List<EntryMatch> entries) {
  public MatchResult {
    entries = List.copyOf(entries);
  }

  /** Whether every entry has a datacenter, all of them different. */
  public boolean complete() {
    return entries.stream().allMatch(e -> e.chosen().isPresent());
  }

  /**
   * What the market has for one entry.
   *
   * @param chosen the datacenter in the assignment of least total cost; empty for all entries when
   *     there is no complete assignment
   * @param candidates those that fit, cheapest first, at most 100; the chosen one alone, if no more
   *     than a choice was asked for and there is one for every entry
   * @param rejections why the others do not; {@link Rejections#NOT_COUNTED} in the same case
   * @param nearestMiss what would make the best of the others fit, for people
   * @param relaxation if nothing fits, the smallest single change with which something would, where
   *     there is one that can be found within about a second
   */
  public record EntryMatch(
      DatacenterName entry,
      Optional<Candidate> chosen,
      List<Candidate> candidates,
      Rejections rejections,
      Optional<String> nearestMiss,
      Optional<Relaxation> relaxation) {
    public EntryMatch {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * An offer that fits, and what it costs.
   *
   * @param nodePrices an hour, for one node of each profile
   * @param total an hour, for all nodes of the entry
   */
  public record Candidate(Offer offer, Map<ProfileName, Price> nodePrices, Price total) {
    public Candidate {
      nodePrices = Collections.unmodifiableMap(new TreeMap<>(nodePrices));
    }
  }

  /**
   * How many of the offers fell to each requirement; each offer counts once, at the first.
   *
   * @param offers how many there were in all
   */
  public record Rejections(int offers, int region, int commitment, int capacity, int price) {
    /** Of an answer that only says what was chosen. */
    public static final Rejections NOT_COUNTED = new Rejections(0, 0, 0, 0, 0);
  }
}
