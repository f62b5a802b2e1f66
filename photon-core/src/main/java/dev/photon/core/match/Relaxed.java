package dev.photon.core.match;

import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.ProfileRequirement;
import dev.photon.spi.api.Relaxation;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One thing less, or one price more, with which an entry that nothing fits would be fitted.
 *
 * @param wish what is changed
 * @param steps by how many steps of that wish; with fewer nothing fits
 * @param asked the entry as it would then be
 * @param admits how many offers fit it then, at least one
 */
record Relaxed(Wish wish, long steps, DatacenterRequirement asked, int admits) {
  private static final Comparator<Relaxed> SMALLEST =
      Comparator.comparingInt((Relaxed r) -> r.wish().rank())
          .thenComparingDouble(r -> r.wish().share(r.steps()))
          .thenComparing(Comparator.comparingInt(Relaxed::admits).reversed());

  /**
   * The smallest one: of an amount before a commitment before another region; among amounts the one
   * that changes by the least share of itself; among equal ones that which admits most. Empty if no
   * single change is enough.
   */
  static Optional<Relaxed> least(DatacenterRequirement entry, Collection<Offer> offers) {
    List<Wish> wishes = Wish.of(entry);
    return wishes.stream().flatMap(wish -> least(wish, offers).stream()).min(SMALLEST);
  }

  /** At about how many profiles has to be looked to find it. */
  static long looks(DatacenterRequirement entry, int offers) {
    long profiles = entry.profiles().size();
    return offers == 0 ? 0 : Wish.most(entry) * Math.max(1, profiles) * (offers + 1L);
  }

  private static Optional<Relaxed> least(Wish wish, Collection<Offer> offers) {
    if (wish.most() < 1 || offers.isEmpty()) {
      return Optional.empty();
    }
    long least = wish.most() + 1;
    Entry better = entry(wish, wish.most());
    for (Offer offer : offers) {
      // Most offers need more than the best one so far, which one look says.
      if (least > 1 && better.isFittedBy(offer)) {
        least = least(wish, least - 1, offer);
        better = entry(wish, least - 1);
      }
    }
    if (least > wish.most()) {
      return Optional.empty();
    }
    Entry relaxed = entry(wish, least);
    int admits = (int) offers.stream().filter(relaxed::isFittedBy).count();
    return Optional.of(new Relaxed(wish, least, relaxed.requirement(), admits));
  }

  /** By halves, because what fits with some steps fits with more. */
  private static long least(Wish wish, long enough, Offer offer) {
    long tooFew = 0;
    long most = enough;
    while (most - tooFew > 1) {
      long middle = tooFew + (most - tooFew) / 2;
      if (entry(wish, middle).isFittedBy(offer)) {
        most = middle;
      } else {
        tooFew = middle;
      }
    }
    return most;
  }

  private static Entry entry(Wish wish, long steps) {
    return Entry.of(wish.with(steps));
  }

  /** For whoever asked. */
  Relaxation told() {
    return new Relaxation(
        wish.kind(),
        wish.profile().map(ProfileRequirement::profile),
        wish.text(wish.with(0)),
        wish.text(asked),
        admits);
  }
}
