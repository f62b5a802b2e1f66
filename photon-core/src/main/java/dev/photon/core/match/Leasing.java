package dev.photon.core.match;

import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.Resources;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.Lease.LeasedNodes;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.ProfileRequirement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether what is asked for a lease can be had, and at what prices. An open lease may hold
 * something else: a size of node that it has keeps its price; what is new, or more, is had as the
 * offer says now. Pure.
 */
public final class Leasing {
  private Leasing() {}

  /** What became of a question. */
  public sealed interface Outcome {}

  /**
   * It can be had.
   *
   * @param reserved what all nodes together need
   */
  public record Agreed(List<LeasedNodes> nodes, Resources reserved) implements Outcome {}

  /**
   * It cannot be had.
   *
   * @param why for people
   */
  public record Refused(Cause cause, String why) implements Outcome {}

  /** What stands in the way; the first in this order. */
  public enum Cause {
    /** The datacenter offers nothing now. */
    OFFER,
    REGION,
    COMMITMENT,
    ROOM,
    PRICE
  }

  /**
   * Decides.
   *
   * @param offer that stands now
   * @param free what is free there for this lease, what it has reserved already included
   * @param open the lease as it is; empty for a new one
   */
  public static Outcome agree(
      DatacenterRequirement asked, Optional<Offer> offer, Resources free, Optional<Lease> open) {
    List<LeasedNodes> before = open.map(Lease::nodes).orElse(List.of());
    Optional<Resources> together = Entry.of(asked).together();
    if (together.isEmpty()) {
      return new Refused(Cause.ROOM, "the nodes need more than can be counted");
    }
    Resources needed = together.get();
    boolean more = open.isEmpty() || !needed.fitsIn(open.get().reserved());
    Optional<Refused> refused = lacks(asked, offer, before, open.isEmpty(), more);
    if (refused.isPresent()) {
      return refused.get();
    }
    Optional<String> shortage = more ? shortage(needed, free) : Optional.empty();
    return shortage
        .<Outcome>map(why -> new Refused(Cause.ROOM, "the nodes need " + why))
        .orElseGet(() -> priced(asked, offer, before, needed));
  }

  /** What the offer does not have of that for which it is needed. */
  private static Optional<Refused> lacks(
      DatacenterRequirement asked,
      Optional<Offer> offer,
      List<LeasedNodes> before,
      boolean opens,
      boolean more) {
    if (more && offer.isEmpty()) {
      return Optional.of(noOffer());
    }
    if (opens && offer.get().region() != asked.region()) {
      return refused(
          Cause.REGION,
          "the datacenter is in %s, not in %s"
              .formatted(offer.get().region().text(), asked.region().text()));
    }
    for (ProfileRequirement profile : asked.profiles()) {
      boolean promised = before.stream().anyMatch(b -> b.lifetime().satisfies(profile.lifetime()));
      boolean known = before.stream().anyMatch(b -> b.size().equals(profile.size()));
      if (promised && known) {
        continue;
      }
      if (offer.isEmpty()) {
        return Optional.of(noOffer());
      }
      Lifetime commitment = offer.get().commitment();
      if (!promised && !commitment.satisfies(profile.lifetime())) {
        return refused(
            Cause.COMMITMENT,
            "%s needs a %s lifetime, and the datacenter commits to a %s one"
                .formatted(profile.profile(), profile.lifetime().text(), commitment.text()));
      }
      if (!known && !Entry.holdsOne(offer.get(), profile)) {
        return refused(
            Cause.ROOM, "a node of %s is larger than any there".formatted(profile.profile()));
      }
    }
    return Optional.empty();
  }

  private static Outcome priced(
      DatacenterRequirement asked,
      Optional<Offer> offer,
      List<LeasedNodes> before,
      Resources needed) {
    Map<Resources, Price> kept = new HashMap<>();
    before.forEach(b -> kept.put(b.size(), b.price()));
    List<LeasedNodes> nodes = new ArrayList<>();
    Optional<Price> total = Optional.of(Price.ZERO);
    for (ProfileRequirement profile : asked.profiles()) {
      Optional<Price> price =
          Optional.ofNullable(kept.get(profile.size()))
              .or(() -> offer.flatMap(o -> Pricing.of(o.prices(), profile.size())));
      if (price.isEmpty()) {
        return new Refused(
            Cause.PRICE, "a node of %s is not sold there".formatted(profile.profile()));
      }
      Optional<Price> most = profile.maxPrice().filter(m -> price.get().compareTo(m) > 0);
      if (most.isPresent()) {
        return new Refused(
            Cause.PRICE,
            "a node of %s costs %s an hour, more than %s"
                .formatted(profile.profile(), price.get().text(), most.get().text()));
      }
      nodes.add(
          new LeasedNodes(
              profile.profile(), profile.lifetime(), profile.size(), profile.nodes(), price.get()));
      total = total.flatMap(sum -> Pricing.add(sum, price.get(), profile.nodes()));
    }
    return total.isEmpty()
        ? new Refused(Cause.PRICE, "the nodes cost more than can be counted")
        : new Agreed(List.copyOf(nodes), needed);
  }

  private static Refused noOffer() {
    return new Refused(Cause.OFFER, "the datacenter offers nothing now");
  }

  private static Optional<Refused> refused(Cause cause, String why) {
    return Optional.of(new Refused(cause, why));
  }

  /** What is needed and not free, for people: {@code 2 cpus of 1500m that are free}. */
  public static Optional<String> shortage(Resources needed, Resources free) {
    if (needed.fitsIn(free)) {
      return Optional.empty();
    }
    List<String> lacks = new ArrayList<>();
    if (needed.milliCpu() > free.milliCpu()) {
      lacks.add("%s cpus of %s".formatted(needed.cpuText(), free.cpuText()));
    }
    if (needed.memoryBytes() > free.memoryBytes()) {
      lacks.add("%s memory of %s".formatted(needed.memoryText(), free.memoryText()));
    }
    if (needed.diskBytes() > free.diskBytes()) {
      lacks.add("%s disk of %s".formatted(needed.diskText(), free.diskText()));
    }
    return Optional.of(String.join(", ", lacks) + " that are free");
  }
}
