package dev.photon.core.match;

import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.ProfileRequirement;
import dev.photon.spi.api.Relaxation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * One thing that an entry asks for, which may be asked for in smaller steps. With more steps never
 * fewer offers fit.
 *
 * @param entry as it is asked
 * @param profile which one it is of; empty is the entry's own
 * @param value what is asked, in steps
 * @param most how many steps there are
 * @param relaxed the entry with so many steps less (of a price: more)
 */
record Wish(
    Kind kind,
    DatacenterRequirement entry,
    Optional<ProfileRequirement> profile,
    long value,
    long most,
    LongFunction<DatacenterRequirement> relaxed) {
  private static final long MIB = 1L << 20;

  /** All kinds but the region. */
  private static final int OF_A_PROFILE = Kind.values().length - 1;

  private static final List<Lifetime> RISING = List.of(Lifetime.values());

  DatacenterRequirement with(long steps) {
    return steps == 0 ? entry : relaxed.apply(steps);
  }

  /** What is asked by the entry, or by one that is relaxed from it, as deployment files have it. */
  String text(DatacenterRequirement asking) {
    if (profile.isEmpty()) {
      return asking.region().text();
    }
    ProfileRequirement p = asking.profiles().get(entry.profiles().indexOf(profile.get()));
    return switch (kind) {
      case MAX_PRICE -> p.maxPrice().map(Price::text).orElseThrow();
      case CPU -> p.size().cpuText();
      case MEMORY -> p.size().memoryText();
      case DISK -> p.size().diskText();
      case NODES -> Integer.toString(p.nodes());
      case LIFETIME -> p.lifetime().text();
      case REGION -> asking.region().text();
    };
  }

  /**
   * The fewest steps with which something holds, by halves: what holds with some holds with more.
   *
   * @param enough steps, of which it is known that they are
   */
  static long least(Wish wish, long enough, Predicate<DatacenterRequirement> holds) {
    long tooFew = 0;
    long most = enough;
    while (most - tooFew > 1) {
      long middle = tooFew + (most - tooFew) / 2;
      if (holds.test(wish.with(middle))) {
        most = middle;
      } else {
        tooFew = middle;
      }
    }
    return most;
  }

  /** Amounts come first, then commitment, then the region. */
  int rank() {
    return switch (kind) {
      case MAX_PRICE, CPU, MEMORY, DISK, NODES -> 0;
      case LIFETIME -> 1;
      case REGION -> 2;
    };
  }

  /** What so many steps are of the larger of before and after, so that up and down compare. */
  double share(long steps) {
    long larger = kind == Kind.MAX_PRICE ? value + steps : value;
    return (double) steps / Math.max(1, larger);
  }

  /** How many wishes an entry has at most. */
  static long most(DatacenterRequirement entry) {
    return (long) OF_A_PROFILE * entry.profiles().size() + Region.values().length;
  }

  static List<Wish> of(DatacenterRequirement entry) {
    List<Wish> wishes = new ArrayList<>();
    for (int i = 0; i < entry.profiles().size(); i++) {
      wishes.addAll(ofProfile(entry, i));
    }
    for (Region region : Region.values()) {
      if (region != entry.region()) {
        wishes.add(
            new Wish(
                Kind.REGION,
                entry,
                Optional.empty(),
                1,
                1,
                step -> new DatacenterRequirement(entry.entry(), region, entry.profiles())));
      }
    }
    return wishes;
  }

  private static List<Wish> ofProfile(DatacenterRequirement entry, int index) {
    ProfileRequirement p = entry.profiles().get(index);
    Resources size = p.size();
    List<Wish> wishes = new ArrayList<>();
    p.maxPrice()
        .ifPresent(
            most -> {
              long asked = most.microDollarsPerHour();
              long room = Math.max(0, Pricing.MOST.microDollarsPerHour() - asked);
              wishes.add(
                  wish(
                      entry,
                      index,
                      Kind.MAX_PRICE,
                      asked,
                      room,
                      steps -> payingUpTo(p, asked + steps)));
            });
    long cpu = size.milliCpu();
    long memory = size.memoryBytes();
    long disk = size.diskBytes();
    wishes.add(
        amount(entry, index, Kind.CPU, cpu, less -> new Resources(cpu - less, memory, disk)));
    wishes.add(
        amount(
            entry,
            index,
            Kind.MEMORY,
            wholeMib(memory),
            less -> new Resources(cpu, less(memory, less), disk)));
    wishes.add(
        amount(
            entry,
            index,
            Kind.DISK,
            wholeMib(disk),
            less -> new Resources(cpu, memory, less(disk, less))));
    wishes.add(
        wish(
            entry,
            index,
            Kind.NODES,
            p.nodes(),
            p.nodes() - 1,
            less ->
                new ProfileRequirement(
                    p.profile(), p.lifetime(), size, (int) (p.nodes() - less), p.maxPrice())));
    int lifetime = RISING.indexOf(p.lifetime());
    wishes.add(
        wish(
            entry,
            index,
            Kind.LIFETIME,
            lifetime,
            lifetime,
            less ->
                new ProfileRequirement(
                    p.profile(),
                    RISING.get((int) (lifetime - less)),
                    size,
                    p.nodes(),
                    p.maxPrice())));
    return wishes;
  }

  private static Wish wish(
      DatacenterRequirement entry,
      int index,
      Kind kind,
      long value,
      long most,
      LongFunction<ProfileRequirement> relaxed) {
    return new Wish(
        kind,
        entry,
        Optional.of(entry.profiles().get(index)),
        value,
        most,
        steps -> {
          List<ProfileRequirement> profiles = new ArrayList<>(entry.profiles());
          profiles.set(index, relaxed.apply(steps));
          return new DatacenterRequirement(entry.entry(), entry.region(), profiles);
        });
  }

  /** One of the sizes of a node, of which one step always stays. */
  private static Wish amount(
      DatacenterRequirement entry,
      int index,
      Kind kind,
      long value,
      LongFunction<Resources> smaller) {
    ProfileRequirement p = entry.profiles().get(index);
    return wish(
        entry,
        index,
        kind,
        value,
        value - 1,
        less ->
            new ProfileRequirement(
                p.profile(), p.lifetime(), smaller.apply(less), p.nodes(), p.maxPrice()));
  }

  private static ProfileRequirement payingUpTo(ProfileRequirement p, long price) {
    return new ProfileRequirement(
        p.profile(), p.lifetime(), p.size(), p.nodes(), Optional.of(new Price(price)));
  }

  /** How many whole MiB bytes fill, the last one perhaps not quite. */
  private static long wholeMib(long bytes) {
    return bytes / MIB + (bytes % MIB == 0 ? 0 : 1);
  }

  /** The first step goes down to a whole MiB, each further one a MiB on. */
  private static long less(long bytes, long steps) {
    return (wholeMib(bytes) - steps) * MIB;
  }
}
