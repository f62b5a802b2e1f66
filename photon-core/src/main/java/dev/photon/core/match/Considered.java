package dev.photon.core.match;

import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.MatchResult.Candidate;
import dev.photon.spi.api.MatchResult.Rejections;
import dev.photon.spi.api.Offer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What an entry asks, held against the whole market.
 *
 * @param entry whose name has no part in it: another that asks for the same has the same answer
 * @param offers how many there are in all
 * @param inRegion how many are in the entry's region
 * @param fits cheapest first
 * @param uncommitted in the region, and fallen to commitment
 * @param tooSmall committed, and fallen to capacity
 * @param tooDear large enough, and fallen to price
 * @param relaxed if nothing fits, the least change with which something would, where it was looked
 *     for
 */
record Considered(
    Entry entry,
    int offers,
    int inRegion,
    List<Candidate> fits,
    List<Offer> uncommitted,
    List<Offer> tooSmall,
    List<Offer> tooDear,
    Optional<Relaxed> relaxed) {

  /** Without a suggestion. */
  static Considered of(Entry entry, int offers, List<Offer> inRegion) {
    List<Candidate> fits = new ArrayList<>();
    List<Offer> uncommitted = new ArrayList<>();
    List<Offer> tooSmall = new ArrayList<>();
    List<Offer> tooDear = new ArrayList<>();
    for (Offer offer : inRegion) {
      if (!entry.commits(offer)) {
        uncommitted.add(offer);
      } else if (!entry.holds(offer)) {
        tooSmall.add(offer);
      } else {
        Optional<Candidate> candidate = entry.priced(offer);
        candidate.ifPresentOrElse(fits::add, () -> tooDear.add(offer));
      }
    }
    fits.sort(CheapestMatcher.ORDER);
    return new Considered(
        entry, offers, inRegion.size(), fits, uncommitted, tooSmall, tooDear, Optional.empty());
  }

  /** The same, with the least change with which an offer would fit. */
  Considered relaxed(Collection<Offer> book) {
    return new Considered(
        entry,
        offers,
        inRegion,
        fits,
        uncommitted,
        tooSmall,
        tooDear,
        Relaxed.least(entry.requirement(), book));
  }

  Rejections rejections() {
    return new Rejections(
        offers, offers - inRegion, uncommitted.size(), tooSmall.size(), tooDear.size());
  }

  List<DatacenterId> ids() {
    return fits.stream().map(c -> c.offer().id()).toList();
  }

  long[] costs() {
    return fits.stream().mapToLong(c -> c.total().microDollarsPerHour()).toArray();
  }
}
