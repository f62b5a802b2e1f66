package dev.photon.core.metacenter;

import dev.photon.config.DatacenterName;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Placement;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.config.Region;
import dev.photon.core.rollout.Parts;
import dev.photon.core.rollout.Progress;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.MetacenterStatus.Assigned;
import dev.photon.spi.api.MetacenterStatus.EntryStatus;
import dev.photon.spi.api.MetacenterStatus.Phase;
import dev.photon.spi.api.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts together how a deployment is. Pure. */
final class StatusView {
  private StatusView() {}

  static MetacenterStatus empty(DeploymentId id, String name) {
    return new MetacenterStatus(id, name, 0, Phase.EMPTY, Optional.empty(), List.of());
  }

  static MetacenterStatus of(
      MetacenterContext context,
      long revision,
      Optional<DeploymentConfig> config,
      boolean deleting,
      Map<DatacenterName, EntryLink> links,
      List<EntryLink> leaving,
      Optional<String> unmatched,
      Announced announced) {
    List<EntryStatus> entries = new ArrayList<>();
    config.ifPresent(c -> entries.addAll(entries(c, links)));
    leaving.forEach(link -> entries.add(left(link)));
    Phase phase;
    Optional<String> reason;
    if (deleting) {
      phase = links.isEmpty() && leaving.isEmpty() ? Phase.DELETED : Phase.DELETING;
      reason = trouble(leaving);
    } else if (config.isEmpty()) {
      phase = Phase.EMPTY;
      reason = Optional.empty();
    } else {
      phase = phase(config.get(), revision, links, leaving, unmatched, announced);
      reason = phase == Phase.READY ? Optional.empty() : reason(links, leaving, unmatched);
    }
    return new MetacenterStatus(context.id(), context.name(), revision, phase, reason, entries);
  }

  /** Why the market has no complete assignment: one sentence an entry that is the cause. */
  static String unmatched(MatchResult result) {
    String why =
        result.entries().stream()
            .filter(e -> e.nearestMiss().isPresent())
            .map(
                e ->
                    e.entry()
                        + ": "
                        + e.nearestMiss().orElseThrow()
                        + e.relaxation().map(r -> " (" + r.text() + ")").orElse(""))
            .collect(Collectors.joining("; "));
    return why.isEmpty()
        ? "each entry has datacenters that fit, but there are too few different ones"
        : why;
  }

  private static Phase phase(
      DeploymentConfig config,
      long revision,
      Map<DatacenterName, EntryLink> links,
      List<EntryLink> leaving,
      Optional<String> unmatched,
      Announced announced) {
    boolean all =
        leaving.isEmpty()
            && links.keySet().equals(Parts.used(config))
            && links.values().stream().allMatch(link -> converged(link, revision));
    if (all) {
      return Phase.READY;
    }
    boolean failing =
        unmatched.isPresent()
            || links.values().stream()
                .anyMatch(link -> link.told.map(Progress::failing).orElse(false) || link.refused);
    if (failing) {
      return Phase.FAILED;
    }
    return announced.complete() == revision ? Phase.DEGRADED : Phase.DEPLOYING;
  }

  private static boolean converged(EntryLink link, long revision) {
    var part = link.acknowledged;
    return part != null
        && part.revision() == revision
        && link.told.map(told -> Progress.converged(part, told)).orElse(false);
  }

  private static Optional<String> reason(
      Map<DatacenterName, EntryLink> links, List<EntryLink> leaving, Optional<String> unmatched) {
    Optional<String> waiting =
        links.entrySet().stream()
            .filter(e -> e.getValue().told.isPresent())
            .sorted((a, b) -> Boolean.compare(failing(b.getValue()), failing(a.getValue())))
            .map(e -> Progress.waiting(e.getKey(), e.getValue().told.orElseThrow()))
            .flatMap(Optional::stream)
            .findFirst();
    return unmatched.or(() -> trouble(links.values())).or(() -> waiting).or(() -> trouble(leaving));
  }

  private static boolean failing(EntryLink link) {
    return link.told.map(Progress::failing).orElse(false);
  }

  private static Optional<String> trouble(Iterable<EntryLink> links) {
    for (EntryLink link : links) {
      if (link.trouble.isPresent()) {
        return Optional.of(link.assignment.entry() + ": " + link.trouble.get());
      }
    }
    return Optional.empty();
  }

  private static List<EntryStatus> entries(
      DeploymentConfig config, Map<DatacenterName, EntryLink> links) {
    List<EntryStatus> entries = new ArrayList<>();
    for (DatacenterName entry : Parts.used(config)) {
      Region region = Objects.requireNonNull(config.datacenters().get(entry)).region();
      EntryLink link = links.get(entry);
      entries.add(
          link == null
              ? new EntryStatus(
                  entry, region, Optional.empty(), Optional.empty(), false, Optional.empty())
              : new EntryStatus(
                  entry,
                  region,
                  Optional.of(assigned(link)),
                  cost(config, entry, link),
                  link.reachable,
                  link.told));
    }
    return entries;
  }

  private static EntryStatus left(EntryLink link) {
    Optional<DeploymentStatus> told = link.told;
    return new EntryStatus(
        link.assignment.entry(),
        link.assignment.candidate().offer().region(),
        Optional.of(assigned(link)),
        Optional.empty(),
        link.reachable,
        told);
  }

  private static Assigned assigned(EntryLink link) {
    Offer offer = link.assignment.candidate().offer();
    return new Assigned(offer.id(), offer.name(), offer.simulated(), link.assignment.epoch());
  }

  /** At the prices of the lease, before it is open at those quoted; unknown for a new profile. */
  private static Optional<Price> cost(
      DeploymentConfig config, DatacenterName entry, EntryLink link) {
    Map<ProfileName, Price> prices = new TreeMap<>(link.assignment.candidate().nodePrices());
    link.assignment
        .lease()
        .ifPresent(lease -> lease.nodes().forEach(n -> prices.put(n.profile(), n.price())));
    Price total = Price.ZERO;
    for (Placement placement :
        config.placements().values().stream()
            .flatMap(where -> Stream.ofNullable(where.get(entry)))
            .toList()) {
      Price price = prices.get(placement.profile());
      if (price == null) {
        return Optional.empty();
      }
      total = total.plus(price.times(placement.nodes()));
    }
    return Optional.of(total);
  }
}
