package dev.photon.core.metacenter;

import dev.photon.config.DatacenterName;
import dev.photon.crypto.Identity;
import dev.photon.spi.Transport;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.Offer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The lines of one deployment to its datacenters, as they are stored. Touched on the loop only. */
final class Links {
  private final MetacenterContext context;
  private final Transport transport;
  private final Announcer announcer;
  private final Map<DatacenterName, EntryLink> kept = new TreeMap<>();
  private final List<EntryLink> leaving = new ArrayList<>();

  Links(MetacenterContext context, Transport transport, Announcer announcer) {
    this.context = context;
    this.transport = transport;
    this.announcer = announcer;
  }

  /** Takes up an assignment that is stored. */
  void open(Assignment assignment) {
    Offer offer = assignment.candidate().offer();
    Identity agent = Identity.agent(context.registryName(), offer.id().value());
    EntryLink link =
        new EntryLink(
            assignment, transport.connect(offer.endpoint().as(agent), DatacenterApi.class));
    if (assignment.leaving()) {
      leaving.add(link);
    } else {
      kept.put(assignment.entry(), link);
    }
  }

  /** Those that entries are kept by, as they are now. */
  Map<DatacenterName, EntryLink> kept() {
    return new TreeMap<>(kept);
  }

  /** Those whose datacenters are to clear away, as they are now. */
  List<EntryLink> leaving() {
    return List.copyOf(leaving);
  }

  List<EntryLink> all() {
    List<EntryLink> all = new ArrayList<>(kept.values());
    all.addAll(leaving);
    return all;
  }

  boolean isLeaving(EntryLink link) {
    return leaving.contains(link);
  }

  /** Datacenters that have a part of this deployment already. */
  Set<DatacenterId> taken() {
    Set<DatacenterId> taken = new TreeSet<>();
    all().forEach(link -> taken.add(link.datacenter()));
    return taken;
  }

  /** What each datacenter has told. */
  Map<DatacenterName, DeploymentStatus> told() {
    Map<DatacenterName, DeploymentStatus> told = new TreeMap<>();
    kept.forEach((entry, link) -> link.told.ifPresent(status -> told.put(entry, status)));
    return told;
  }

  /** Has a datacenter clear away; its entry is free for another. */
  void leave(EntryLink link) {
    context.rows().leave(context.id(), link.assignment);
    kept.remove(link.assignment.entry());
    announcer.forget(link.assignment.entry());
    link.due = Instant.EPOCH;
    leaving.add(link);
  }

  /** Forgets one of which nothing is left, or nothing was ever sent. */
  void drop(EntryLink link) {
    context.rows().drop(context.id(), link.assignment);
    leaving.remove(link);
    if (kept.remove(link.assignment.entry(), link)) {
      announcer.forget(link.assignment.entry());
    }
  }
}
