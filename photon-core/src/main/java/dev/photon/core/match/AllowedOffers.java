package dev.photon.core.match;

import dev.photon.spi.api.MatchResult.Candidate;
import java.util.List;

/** The offers that a request is held against: none of them is excluded. */
interface AllowedOffers extends Relaxed.Fitting {

  /** Those that fit, in {@link CheapestMatcher#ORDER}, at most so many. */
  List<Candidate> cheapest(Entry entry, int most);

  /** All of what there is to say, without a suggestion; at most so many of those that fit. */
  Considered considered(Entry entry, int most);
}
