package dev.photon.config;

import dev.photon.config.Draft.DraftClient;
import dev.photon.config.Draft.DraftDatacenter;
import dev.photon.config.Draft.DraftExpose;
import dev.photon.config.Draft.DraftPlacement;
import dev.photon.config.Draft.DraftService;
import dev.photon.config.Draft.Name;
import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a merged tree to a {@link DeploymentConfig}, by way of a {@link Draft}. Pure. */
final class DeploymentReader {
  private final Problems problems;
  private final Values values;

  private DeploymentReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** The deployment, if neither this nor anything before it found an error. */
  static Optional<DeploymentConfig> read(Mapping root, Problems problems) {
    Draft draft = new DeploymentReader(problems).draft(root);
    CrossChecks.check(draft, problems);
    return problems.anyError() ? Optional.empty() : Optional.of(config(draft));
  }

  private Draft draft(Mapping root) {
    Section section =
        Section.open("a deployment file", root.place(), root, problems, Language.FILE)
            .orElseThrow();
    Map<String, DraftService> services = new LinkedHashMap<>();
    ServiceReader serviceReader = new ServiceReader(problems);
    section
        .get("services")
        .ifPresent(
            e ->
                values
                    .named("services", e)
                    .forEach((key, entry) -> services.put(key, serviceReader.read(key, entry))));
    Optional<Section> deployment =
        section
            .get("deployment")
            .flatMap(
                e -> Section.open("deployment", e.key(), e.value(), problems, Language.DEPLOYMENT));
    DatacenterReader reader = new DatacenterReader(problems);
    Map<String, DraftDatacenter> datacenters = new LinkedHashMap<>();
    deployment
        .flatMap(d -> d.get("datacenters"))
        .ifPresent(
            e ->
                values
                    .named("datacenters", e)
                    .forEach((key, entry) -> datacenters.put(key, reader.datacenter(key, entry))));
    List<Name> placedServices = new ArrayList<>();
    List<DraftPlacement> placements = new ArrayList<>();
    deployment
        .flatMap(d -> d.get("services"))
        .map(e -> values.named("deployment.services", e))
        .orElse(Map.of())
        .forEach(
            (key, entry) -> {
              Name service = new Name(key, entry.key());
              placedServices.add(service);
              placements.addAll(placements(service, entry, reader));
            });
    List<NotificationTarget> notifications =
        section.get("notifications").map(new NotificationReader(problems)::read).orElse(List.of());
    if (services.isEmpty() && section.get("services").isEmpty() && !problems.anyError()) {
      problems
          .warning(Code.NOTHING_TO_DEPLOY, root.place(), "the file names no service")
          .hint("add 'services:' with at least one, and 'deployment:' that says where it runs");
    }
    return new Draft(services, datacenters, placedServices, placements, notifications);
  }

  private List<DraftPlacement> placements(Name service, Entry entry, DatacenterReader reader) {
    List<DraftPlacement> placements = new ArrayList<>();
    Map<String, Entry> where =
        values.named("the datacenters of service " + Quote.of(service.text()), entry);
    for (Map.Entry<String, Entry> key : where.entrySet()) {
      boolean early = Language.PLACEMENT.keys().containsKey(key.getKey());
      if (early && !(key.getValue().value() instanceof Mapping)) {
        problems
            .error(
                Code.UNKNOWN_DATACENTER,
                key.getValue().key(),
                Quote.of(key.getKey()) + " stands where the name of a datacenter is meant")
            .hint("write 'DATACENTER: {profile: …, nodes: …}' for each datacenter");
        return List.of();
      }
    }
    where.forEach(
        (datacenter, there) ->
            placements.add(reader.placement(service, new Name(datacenter, there.key()), there)));
    return placements;
  }

  private static DeploymentConfig config(Draft draft) {
    Map<ServiceName, Service> services = new LinkedHashMap<>();
    draft.services().forEach((key, service) -> services.put(ServiceName.of(key), service(service)));
    Map<DatacenterName, Datacenter> datacenters = new LinkedHashMap<>();
    draft
        .datacenters()
        .forEach((key, there) -> datacenters.put(DatacenterName.of(key), datacenter(there)));
    Map<ServiceName, Map<DatacenterName, Placement>> placements = new LinkedHashMap<>();
    for (DraftPlacement placement : draft.placements()) {
      placements
          .computeIfAbsent(ServiceName.of(placement.service().text()), s -> new LinkedHashMap<>())
          .put(
              DatacenterName.of(placement.datacenter().text()),
              new Placement(
                  ProfileName.of(placement.profile().orElseThrow().text()),
                  placement.nodes(),
                  placement.autoscaling()));
    }
    return new DeploymentConfig(services, datacenters, placements, draft.notifications());
  }

  private static Service service(DraftService draft) {
    return new Service(
        ServiceName.of(draft.name().text()),
        draft.image(),
        draft.args(),
        draft.env(),
        draft.dependsOn().stream().map(name -> ServiceName.of(name.text())).toList(),
        draft.exposes().stream().map(DeploymentReader::expose).toList(),
        draft.health(),
        draft.update());
  }

  private static Expose expose(DraftExpose draft) {
    List<Client> to = draft.clients().stream().map(DeploymentReader::client).toList();
    return new Expose(draft.port(), draft.proto(), draft.as(), to);
  }

  private static Client client(DraftClient draft) {
    if (draft.service().isEmpty()) {
      return new Client.Anyone();
    }
    ServiceName service = ServiceName.of(draft.service().get().text());
    return draft.global() ? new Client.GlobalService(service) : new Client.LocalService(service);
  }

  private static Datacenter datacenter(DraftDatacenter draft) {
    Map<ProfileName, Profile> profiles = new LinkedHashMap<>();
    draft
        .profiles()
        .values()
        .forEach(profile -> profiles.put(profile.orElseThrow().name(), profile.orElseThrow()));
    return new Datacenter(
        DatacenterName.of(draft.name().text()), draft.region().orElseThrow(), profiles);
  }
}
