package dev.photon.core.match;

import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.ProfileRequirement;
import dev.photon.spi.api.Relaxation;
import java.util.ArrayList;
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
          .thenComparingDouble(r -> r.wish().share(r.steps()));

  /** The offers among which something shall be found. */
  interface Fitting {
    /** How many steps of a wish are needed for any offer; 0 if all its steps are too few. */
    long least(Wish wish);

    /** How many offers fit. */
    int admits(DatacenterRequirement entry);
  }

  /**
   * The smallest one: of an amount before a commitment before another region; among amounts the one
   * that changes by the least share of itself; among equal ones that which admits most. Empty if no
   * single change is enough.
   */
  static Optional<Relaxed> least(DatacenterRequirement entry, Fitting offers) {
    List<Relaxed> smallest = new ArrayList<>();
    for (Wish wish : Wish.of(entry)) {
      long steps = wish.most() < 1 ? 0 : offers.least(wish);
      if (steps > 0) {
        Relaxed relaxed = new Relaxed(wish, steps, wish.with(steps), 0);
        int compared = smallest.isEmpty() ? 0 : SMALLEST.compare(relaxed, smallest.get(0));
        if (compared < 0) {
          smallest.clear();
        }
        if (compared <= 0) {
          smallest.add(relaxed);
        }
      }
    }
    Optional<Relaxed> best = Optional.empty();
    for (Relaxed one : smallest) {
      Relaxed counted = new Relaxed(one.wish, one.steps, one.asked, offers.admits(one.asked));
      if (counted.admits > best.map(Relaxed::admits).orElse(0)) {
        best = Optional.of(counted);
      }
    }
    return best;
  }

  /** At about how many profiles has to be looked to find it. */
  static long looks(DatacenterRequirement entry, int offers) {
    long profiles = entry.profiles().size();
    return offers == 0 ? 0 : Wish.most(entry) * Math.max(1, profiles) * (offers + 1L);
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
