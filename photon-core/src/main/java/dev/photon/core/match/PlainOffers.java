package dev.photon.core.match;

import dev.photon.config.Region;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.MatchResult.Candidate;
import dev.photon.spi.api.Offer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Some offers, of which every one is looked at. */
final class PlainOffers implements AllowedOffers {
  private final Collection<Offer> offers;
  private final Map<Region, List<Offer>> byRegion = new EnumMap<>(Region.class);

  private PlainOffers(Collection<Offer> offers) {
    this.offers = offers;
    offers.forEach(o -> byRegion.computeIfAbsent(o.region(), r -> new ArrayList<>()).add(o));
  }

  /** One offer a datacenter: the latest, so that the order they come in has no say. */
  static PlainOffers of(Collection<Offer> offers, Set<DatacenterId> excluded) {
    Comparator<Offer> age =
        Comparator.comparingLong(Offer::sequence)
            .thenComparing(Offer::expires)
            .thenComparing(Offer::toString);
    Map<DatacenterId, Offer> book = new TreeMap<>();
    for (Offer offer : offers) {
      if (!excluded.contains(offer.id())) {
        book.merge(offer.id(), offer, (a, b) -> age.compare(a, b) >= 0 ? a : b);
      }
    }
    return new PlainOffers(book.values());
  }

  @Override
  public List<Candidate> cheapest(Entry entry, int most) {
    return considered(entry, most).fits();
  }

  @Override
  public Considered considered(Entry entry, int most) {
    Tally tally = new Tally();
    List<Candidate> fits = new ArrayList<>();
    for (Map.Entry<Region, List<Offer>> region : byRegion.entrySet()) {
      for (Offer offer : region.getValue()) {
        tally.add(region.getKey());
        if (region.getKey() == entry.requirement().region()) {
          add(entry, offer, tally, fits);
        } else {
          tally.addElsewhere();
        }
      }
    }
    fits.sort(CheapestMatcher.ORDER);
    return tally.result(entry, List.copyOf(fits.subList(0, Math.min(most, fits.size()))));
  }

  private static void add(Entry entry, Offer offer, Tally tally, List<Candidate> fits) {
    if (!entry.commits(offer)) {
      tally.addUncommitted(offer.commitment());
    } else if (!entry.holds(offer)) {
      tally.addTooSmall(entry.shortage(offer), () -> offer.id().value(), () -> offer);
    } else {
      Optional<Candidate> candidate = entry.priced(offer);
      if (candidate.isPresent()) {
        fits.add(candidate.get());
      } else {
        tally.addTooDear(
            Excess.of(offer.prices(), entry.requirement().profiles()),
            () -> offer.id().value(),
            () -> offer);
      }
    }
  }

  @Override
  public long least(Wish wish) {
    long least = wish.most() + 1;
    Entry better = Entry.of(wish.with(wish.most()));
    for (Offer offer : offers) {
      // Most offers need more than the best one so far, which one look says.
      if (least > 1 && better.isFittedBy(offer)) {
        least = Wish.least(wish, least - 1, asked -> Entry.of(asked).isFittedBy(offer));
        better = Entry.of(wish.with(least - 1));
      }
    }
    return least > wish.most() ? 0 : least;
  }

  @Override
  public int admits(DatacenterRequirement asked) {
    Entry entry = Entry.of(asked);
    return (int) offers.stream().filter(entry::isFittedBy).count();
  }
}
