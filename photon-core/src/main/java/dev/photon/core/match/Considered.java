package dev.photon.core.match;

import dev.photon.config.Lifetime;
import dev.photon.config.Region;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.MatchResult.Candidate;
import dev.photon.spi.api.MatchResult.Rejections;
import dev.photon.spi.api.Offer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an entry asks, held against the whole market.
 *
 * @param entry whose name has no part in it: another that asks for the same has the same answer
 * @param fits cheapest first, as many as were asked for
 * @param regions in which there are offers
 * @param longest of the commitments that are too short, in the region
 * @param roomiest of the offers that fell to capacity, the one that lacks least
 * @param cheapest of the offers that fell to price, the one that is the least too dear
 * @param relaxed if nothing fits, the least change with which something would, where it was looked
 *     for
 */
record Considered(
    Entry entry,
    List<Candidate> fits,
    Rejections rejections,
    Set<Region> regions,
    Optional<Lifetime> longest,
    Optional<Offer> roomiest,
    Optional<Offer> cheapest,
    Optional<Relaxed> relaxed) {

  /** Of which nothing is known but what fits. */
  static Considered of(Entry entry, List<Candidate> fits) {
    return new Considered(
        entry,
        fits,
        Rejections.NOT_COUNTED,
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, with the least change with which an offer would fit. */
  Considered relaxed(Optional<Relaxed> least) {
    return new Considered(entry, fits, rejections, regions, longest, roomiest, cheapest, least);
  }

  int inRegion() {
    return rejections.offers() - rejections.region();
  }

  List<DatacenterId> ids() {
    return fits.stream().map(c -> c.offer().id()).toList();
  }

  long[] costs() {
    return fits.stream().mapToLong(c -> c.total().microDollarsPerHour()).toArray();
  }
}
