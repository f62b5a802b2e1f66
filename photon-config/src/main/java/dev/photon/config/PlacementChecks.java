package dev.photon.config;

import dev.photon.config.Draft.DraftDatacenter;
import dev.photon.config.Draft.DraftPlacement;
import dev.photon.config.Draft.Name;
import dev.photon.config.Draft.Placed;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The checks of where services run: each placement is looked at once. */
final class PlacementChecks {
  private final Problems problems;

  /** By name, in the order of the file. */
  private final Map<String, Use> uses = new LinkedHashMap<>();

  /** Something was wrong before: names that nobody gives may stand in what could not be read. */
  private final boolean broken;

  private boolean misplaced;
  private boolean tooMuch;
  private Resources sum = Resources.NONE;

  /** A datacenter, and what something runs with there. */
  private static final class Use {
    private final DraftDatacenter datacenter;
    private final Set<String> profiles = new HashSet<>();
    private boolean used;

    Use(DraftDatacenter datacenter) {
      this.datacenter = datacenter;
    }
  }

  PlacementChecks(Draft draft, boolean broken, Problems problems) {
    this.problems = problems;
    this.broken = broken;
    for (DraftDatacenter datacenter : draft.datacenters().values()) {
      uses.put(datacenter.name().text(), new Use(datacenter));
    }
    for (Placed placed : draft.placed()) {
      for (DraftPlacement placement : placed.where()) {
        check(placement);
      }
    }
  }

  /** Whether something has a place that there is not. */
  boolean misplaced() {
    return misplaced;
  }

  private void check(DraftPlacement placement) {
    Use use = uses.get(placement.datacenter().text());
    if (use == null) {
      unknownDatacenter(placement.datacenter());
      return;
    }
    use.used = true;
    if (placement.profile().isEmpty()) {
      misplaced = true;
      return;
    }
    Name name = placement.profile().get();
    Optional<Profile> profile = use.datacenter.profiles().get(name.text());
    if (profile == null) {
      unknownProfile(placement.datacenter(), use.datacenter, name);
      return;
    }
    use.profiles.add(name.text());
    if (profile.isPresent()) {
      count(profile.get().resources(), placement);
    }
  }

  private void unknownDatacenter(Name name) {
    misplaced = true;
    if (broken && uses.isEmpty()) {
      return;
    }
    problems
        .error(Code.UNKNOWN_DATACENTER, name.place(), "there is no datacenter " + name.quoted())
        .hint(() -> Suggestion.hint(name.text(), uses.keySet(), "datacenters"));
  }

  private void unknownProfile(Name where, DraftDatacenter datacenter, Name name) {
    misplaced = true;
    if (broken && datacenter.profiles().isEmpty()) {
      return;
    }
    problems
        .error(
            Code.UNKNOWN_PROFILE,
            name.place(),
            "datacenter " + where.quoted() + " has no profile " + name.afterNoun())
        .hint(() -> Suggestion.hint(name.text(), datacenter.profiles().keySet(), "profiles there"));
  }

  /** Every sum over the deployment must be a number that programs can hold. */
  private void count(Resources each, DraftPlacement placement) {
    if (tooMuch) {
      return;
    }
    try {
      sum = sum.plus(each.times(placement.most()));
    } catch (ArithmeticException e) {
      tooMuch = true;
      problems
          .error(
              Code.TOO_MUCH,
              placement.datacenter().place(),
              "the deployment asks for more than can be counted")
          .hint("check the sizes of its profiles and its numbers of nodes");
    }
  }

  /**
   * Warns of entries and sizes that nothing runs in: often a name that was changed in one place
   * only. An included file may well have more than this deployment needs.
   */
  void unused() {
    for (Use use : uses.values()) {
      Name name = use.datacenter.name();
      if (use.used) {
        unused(use);
      } else if (isOwn(name)) {
        problems
            .warning(
                Code.UNUSED_DATACENTER, name.place(), "nothing runs in datacenter " + name.quoted())
            .hint("name it under deployment.services, or remove it");
      }
    }
  }

  private void unused(Use use) {
    for (Name profile : use.datacenter.profileNames()) {
      if (isOwn(profile) && !use.profiles.contains(profile.text())) {
        problems
            .warning(
                Code.UNUSED_PROFILE,
                profile.place(),
                "nothing runs with profile " + profile.quoted())
            .hint("name it under deployment.services, or remove it");
      }
    }
  }

  private static boolean isOwn(Name name) {
    return name.place().source().order() == 0;
  }
}
