package dev.photon.core.match;

import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MatchResult.Candidate;
import dev.photon.spi.api.MatchResult.EntryMatch;
import dev.photon.spi.api.MatchResult.Rejections;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes the cheapest assignment there is. Prices are exact (see {@code Pricing}: a node's price is
 * rounded up to whole micro-dollars). Excluded offers count nowhere. Immutable and thread-safe.
 *
 * <p>Of k entries each gets one of its k cheapest offers (see {@link Assignment}), so no more are
 * asked for, and nobody looks at all offers unless the answer has to say what became of them.
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
  public MatchResult match(MatchRequest request, OfferSnapshot offers) {
    if (request.entries().size() > MOST_ENTRIES) {
      throw new IllegalArgumentException(
          "a deployment has at most %d datacenters, not %d"
              .formatted(MOST_ENTRIES, request.entries().size()));
    }
    AllowedOffers allowed = offers.without(request.excluded());
    int most = request.entries().size();
    if (request.detail() == MatchRequest.Detail.CHOICE) {
      List<Considered> fits =
          each(request, entry -> Considered.of(entry, allowed.cheapest(entry, most)));
      Assignment.Outcome outcome = assigned(fits);
      if (outcome instanceof Assignment.Complete complete) {
        return chosen(request.entries(), fits, complete);
      }
    }
    Looks looks = new Looks(allowed);
    List<Considered> considered = each(request, entry -> looks.at(entry, Math.max(SHOWN, most)));
    return answer(request.entries(), considered, assigned(considered));
  }

  /** Entries often ask for the same; the market is looked through once for each thing asked. */
  private static List<Considered> each(MatchRequest request, Function<Entry, Considered> look) {
    if (request.entries().size() == 1) {
      return List.of(look.apply(Entry.of(request.entries().get(0))));
    }
    Map<List<Object>, Considered> answers = new HashMap<>();
    List<Considered> considered = new ArrayList<>();
    for (DatacenterRequirement r : request.entries()) {
      considered.add(
          answers.computeIfAbsent(
              List.of(r.region(), r.profiles()), asked -> look.apply(Entry.of(r))));
    }
    return considered;
  }

  /** Explains, and makes suggestions until that has taken too long. */
  private static final class Looks {
    private final AllowedOffers offers;
    private long left = MOST_LOOKS;

    Looks(AllowedOffers offers) {
      this.offers = offers;
    }

    Considered at(Entry entry, int most) {
      Considered considered = offers.considered(entry, most);
      long needed = Relaxed.looks(entry.requirement(), considered.rejections().offers());
      if (!considered.fits().isEmpty() || needed > left) {
        return considered;
      }
      left -= needed;
      return considered.relaxed(Relaxed.least(entry.requirement(), offers));
    }
  }

  private static Assignment.Outcome assigned(List<Considered> considered) {
    if (considered.size() == 1 && !considered.get(0).fits().isEmpty()) {
      return new Assignment.Complete(List.of(0));
    }
    return Assignment.of(
        considered.stream().map(Considered::ids).toList(),
        considered.stream().map(Considered::costs).toList());
  }

  /** Nothing but what was chosen. */
  private static MatchResult chosen(
      List<DatacenterRequirement> asked,
      List<Considered> considered,
      Assignment.Complete complete) {
    List<EntryMatch> entries = new ArrayList<>();
    for (int e = 0; e < considered.size(); e++) {
      Candidate chosen = considered.get(e).fits().get(complete.chosen().get(e));
      entries.add(
          new EntryMatch(
              asked.get(e).entry(),
              Optional.of(chosen),
              List.of(chosen),
              Rejections.NOT_COUNTED,
              Optional.empty(),
              Optional.empty()));
    }
    return new MatchResult(entries);
  }

  private static MatchResult answer(
      List<DatacenterRequirement> asked, List<Considered> considered, Assignment.Outcome outcome) {
    List<EntryMatch> entries = new ArrayList<>();
    for (int e = 0; e < considered.size(); e++) {
      Considered entry = considered.get(e);
      List<Candidate> fits = entry.fits();
      Optional<Candidate> chosen = Optional.empty();
      Optional<String> miss = Optional.empty();
      if (outcome instanceof Assignment.Complete complete) {
        chosen = Optional.of(fits.get(complete.chosen().get(e)));
      } else if (fits.isEmpty()) {
        miss = Optional.of(NearestMiss.of(entry));
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
