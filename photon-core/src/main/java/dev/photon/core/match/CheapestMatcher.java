package dev.photon.core.match;

import dev.photon.config.Region;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MatchResult.Candidate;
import dev.photon.spi.api.MatchResult.EntryMatch;
import dev.photon.spi.api.Offer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks at every offer and takes the cheapest assignment there is. Prices are exact (see {@code
 * Pricing}: a node's price is rounded up to whole micro-dollars). Which offers have expired is the
 * caller's to know; excluded ones count nowhere. Immutable and thread-safe.
 */
public final class CheapestMatcher implements Matcher {
  /** The most entries that one request may have. */
  public static final int MOST_ENTRIES = 1_000;

  private static final int SHOWN = 100;

  /** About a second's work a request for suggestions; entries that would need more get none. */
  private static final long MOST_LOOKS = 20_000_000;

  /** Cheapest first, then more free capacity, then id: a total order over datacenters. */
  static final Comparator<Candidate> ORDER =
      Comparator.comparingLong((Candidate c) -> c.total().microDollarsPerHour())
          .thenComparingLong(c -> -c.offer().capacity().free().milliCpu())
          .thenComparingLong(c -> -c.offer().capacity().free().memoryBytes())
          .thenComparing(c -> c.offer().id());

  /** Throws {@link IllegalArgumentException} for more than {@link #MOST_ENTRIES}. */
  @Override
  public MatchResult match(MatchRequest request, Collection<Offer> offers) {
    if (request.entries().size() > MOST_ENTRIES) {
      throw new IllegalArgumentException(
          "a deployment has at most %d datacenters, not %d"
              .formatted(MOST_ENTRIES, request.entries().size()));
    }
    Map<DatacenterId, Offer> book = newest(request, offers);
    Map<Region, List<Offer>> byRegion = new EnumMap<>(Region.class);
    book.values().forEach(o -> byRegion.computeIfAbsent(o.region(), r -> new ArrayList<>()).add(o));

    // Entries often ask for the same; the market is looked through once for each thing asked.
    Map<List<Object>, Considered> answers = new HashMap<>();
    List<Considered> considered = new ArrayList<>();
    long looks = MOST_LOOKS;
    for (DatacenterRequirement r : request.entries()) {
      List<Object> asked = List.of(r.region(), r.profiles());
      Considered entry = answers.get(asked);
      if (entry == null) {
        List<Offer> inRegion = byRegion.getOrDefault(r.region(), List.of());
        entry = Considered.of(Entry.of(r), book.size(), inRegion);
        long needed = Relaxed.looks(r, book.size());
        if (entry.fits().isEmpty() && needed <= looks) {
          looks -= needed;
          entry = entry.relaxed(book.values());
        }
        answers.put(asked, entry);
      }
      considered.add(entry);
    }
    return answer(request.entries(), considered, byRegion.keySet());
  }

  /** One offer a datacenter: the latest, so that the order they come in has no say. */
  private static Map<DatacenterId, Offer> newest(MatchRequest request, Collection<Offer> offers) {
    Comparator<Offer> age =
        Comparator.comparingLong(Offer::sequence)
            .thenComparing(Offer::expires)
            .thenComparing(Offer::toString);
    Map<DatacenterId, Offer> book = new TreeMap<>();
    for (Offer offer : offers) {
      if (!request.excluded().contains(offer.id())) {
        book.merge(offer.id(), offer, (a, b) -> age.compare(a, b) >= 0 ? a : b);
      }
    }
    return book;
  }

  private static MatchResult answer(
      List<DatacenterRequirement> asked, List<Considered> considered, Set<Region> regions) {
    Assignment.Outcome outcome =
        Assignment.of(
            considered.stream().map(Considered::ids).toList(),
            considered.stream().map(Considered::costs).toList());
    List<EntryMatch> entries = new ArrayList<>();
    for (int e = 0; e < considered.size(); e++) {
      Considered entry = considered.get(e);
      List<Candidate> fits = entry.fits();
      Optional<Candidate> chosen = Optional.empty();
      Optional<String> miss = Optional.empty();
      if (outcome instanceof Assignment.Complete complete) {
        chosen = Optional.of(fits.get(complete.chosen().get(e)));
      } else if (fits.isEmpty()) {
        miss = Optional.of(NearestMiss.of(entry, regions));
      } else if (outcome instanceof Assignment.TooFew tooFew && tooFew.entries().contains(e)) {
        miss = Optional.of(crowded(asked, tooFew));
      }
      entries.add(
          new EntryMatch(
              asked.get(e).entry(),
              chosen,
              fits.subList(0, Math.min(SHOWN, fits.size())),
              entry.rejections(),
              miss,
              entry.relaxed().map(Relaxed::told)));
    }
    return new MatchResult(entries);
  }

  private static String crowded(List<DatacenterRequirement> asked, Assignment.TooFew tooFew) {
    List<String> names =
        tooFew.entries().stream().limit(10).map(e -> asked.get(e).entry().value()).toList();
    return "the %d entries %s%s need as many different datacenters, and only %d %s"
        .formatted(
            tooFew.entries().size(),
            String.join(", ", names),
            names.size() < tooFew.entries().size() ? ", …" : "",
            tooFew.places(),
            tooFew.places() == 1 ? "fits" : "fit");
  }
}
