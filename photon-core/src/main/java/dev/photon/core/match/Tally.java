package dev.photon.core.match;

import dev.photon.config.Lifetime;
import dev.photon.config.Region;
import dev.photon.spi.api.MatchResult.Candidate;
import dev.photon.spi.api.MatchResult.Rejections;
import dev.photon.spi.api.Offer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of each offer, and keeps the nearest of those that do not fit. */
final class Tally {
  private final Set<Region> regions = EnumSet.noneOf(Region.class);
  private int offers;
  private int elsewhere;
  private int uncommitted;
  private int tooSmall;
  private int tooDear;
  private Optional<Lifetime> longest = Optional.empty();
  private final Nearest<Ratio> roomiest = new Nearest<>();
  private final Nearest<Excess> cheapest = new Nearest<>();

  /** The one that misses least; among equals that of the first id. */
  private static final class Nearest<M extends Comparable<M>> {
    private @Nullable M least;
    private @Nullable Offer nearest;

    void add(M miss, Supplier<String> id, Supplier<Offer> offer) {
      int compared = least == null ? -1 : miss.compareTo(least);
      if (compared < 0
          || (compared == 0 && nearest != null && id.get().compareTo(nearest.id().value()) < 0)) {
        least = miss;
        nearest = offer.get();
      }
    }

    Optional<Offer> offer() {
      return Optional.ofNullable(nearest);
    }
  }

  /** Each offer is counted here, then perhaps as one of those that fell. */
  void add(Region region) {
    offers++;
    regions.add(region);
  }

  void addElsewhere() {
    elsewhere++;
  }

  void addUncommitted(Lifetime commitment) {
    uncommitted++;
    longest = longest.filter(l -> l.satisfies(commitment)).or(() -> Optional.of(commitment));
  }

  void addTooSmall(Ratio shortage, Supplier<String> id, Supplier<Offer> offer) {
    tooSmall++;
    roomiest.add(shortage, id, offer);
  }

  void addTooDear(Excess excess, Supplier<String> id, Supplier<Offer> offer) {
    tooDear++;
    cheapest.add(excess, id, offer);
  }

  int fitting() {
    return offers - elsewhere - uncommitted - tooSmall - tooDear;
  }

  /** Without a suggestion. */
  Considered result(Entry entry, List<Candidate> fits) {
    return new Considered(
        entry,
        fits,
        new Rejections(offers, elsewhere, uncommitted, tooSmall, tooDear),
        Collections.unmodifiableSet(EnumSet.copyOf(regions)),
        longest,
        roomiest.offer(),
        cheapest.offer(),
        Optional.empty());
  }
}
