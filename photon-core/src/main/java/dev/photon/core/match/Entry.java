package dev.photon.core.match;

import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.config.Resources;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.MatchResult.Candidate;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.ProfileRequirement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an entry asks of every offer, added up once.
 *
 * @param commitment the longest lifetime that any profile needs
 * @param together all nodes of the entry; empty if that is more than can be counted
 */
record Entry(DatacenterRequirement requirement, Lifetime commitment, Optional<Resources> together) {

  static Entry of(DatacenterRequirement requirement) {
    Lifetime commitment = Lifetime.SHORT;
    Optional<Resources> together = Optional.of(Resources.NONE);
    for (ProfileRequirement profile : requirement.profiles()) {
      if (!commitment.satisfies(profile.lifetime())) {
        commitment = profile.lifetime();
      }
      together = together.flatMap(sum -> plus(sum, profile));
    }
    return new Entry(requirement, commitment, together);
  }

  private static Optional<Resources> plus(Resources sum, ProfileRequirement profile) {
    try {
      return Optional.of(sum.plus(profile.size().times(profile.nodes())));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** Whether the offer is all that is asked. */
  boolean isFittedBy(Offer offer) {
    return offer.region() == requirement.region()
        && commits(offer)
        && holds(offer)
        && priced(offer).isPresent();
  }

  boolean commits(Offer offer) {
    return offer.commitment().satisfies(commitment);
  }

  /** Whether every node fits, one by one and all together. */
  boolean holds(Offer offer) {
    return together.filter(t -> t.fitsIn(offer.capacity().free())).isPresent()
        && requirement.profiles().stream().allMatch(p -> holdsOne(offer, p));
  }

  /** A profile that no node uses yet must still be one that could be had. */
  static boolean holdsOne(Offer offer, ProfileRequirement profile) {
    return profile.size().fitsIn(offer.capacity().largestNode())
        && Pricing.sells(offer.prices(), profile.size());
  }

  /** How far the worst thing is off that the offer has too little of, or nearly. */
  Ratio shortage(Offer offer) {
    Ratio worst =
        together.map(t -> Ratio.NONE.or(t, offer.capacity().free())).orElse(Ratio.ENDLESS);
    for (ProfileRequirement profile : requirement.profiles()) {
      worst = worst.or(profile.size(), offer.capacity().largestNode());
    }
    return worst;
  }

  /** The offer with its prices; empty if a node costs more than its profile allows. */
  Optional<Candidate> priced(Offer offer) {
    Map<ProfileName, Price> each = new TreeMap<>();
    Optional<Price> total = Optional.of(Price.ZERO);
    for (ProfileRequirement profile : requirement.profiles()) {
      Optional<Price> price =
          Pricing.of(offer.prices(), profile.size())
              .filter(p -> profile.maxPrice().filter(most -> p.compareTo(most) > 0).isEmpty());
      if (price.isEmpty()) {
        return Optional.empty();
      }
      each.put(profile.profile(), price.get());
      total = total.flatMap(sum -> Pricing.add(sum, price.get(), profile.nodes()));
    }
    return total.map(sum -> new Candidate(offer, each, sum));
  }
}
