package dev.photon.config;

import com.google.common.collect.ImmutableMap;
import dev.photon.config.Draft.DraftClient;
import dev.photon.config.Draft.DraftDatacenter;
import dev.photon.config.Draft.DraftExpose;
import dev.photon.config.Draft.DraftPlacement;
import dev.photon.config.Draft.DraftService;
import dev.photon.config.Draft.Name;
import dev.photon.config.Draft.Placed;
import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From a merged tree, in any spelling, to a {@link DeploymentConfig}, by way of a {@link Draft}.
 * Pure.
 */
final class DeploymentReader implements AtHand {
  private final Problems problems;
  private final Values values;
  private final Spelling spelling;
  private final ServiceNames names = new ServiceNames();
  private final Map<String, Early> early = new HashMap<>();
  private Scratch scratch = new Scratch(names);

  /** A service with nothing wrong that was read as soon as its tree was. */
  private record Early(Tree tree, DraftService draft) {}

  /** Reads services as if nothing could be wrong: where something is, it is read again later. */
  private static final class Scratch {
    private final Problems problems = new Problems();
    private final Spelling spelling = new Spelling(problems);
    private final ServiceReader reader;

    Scratch(ServiceNames names) {
      this.reader = new ServiceReader(names, problems);
    }
  }

  DeploymentReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
    this.spelling = new Spelling(problems);
  }

  @Override
  public void service(String name, Entry entry) {
    Entry spelled = entry.with(scratch.spelling.service(entry.value()));
    DraftService draft = scratch.reader.read(name, spelled);
    if (!scratch.problems.isEmpty()) {
      scratch = new Scratch(names);
      return;
    }
    try {
      early.put(name, new Early(entry.value(), draft.with(service(draft))));
    } catch (IllegalArgumentException e) {
      // Its parts do not go together, which is told later: the checks know their places.
      early.remove(name);
    }
  }

  /** The deployment, if neither this nor anything before it found an error. */
  Optional<DeploymentConfig> read(Mapping root) {
    Draft draft = draft(root);
    CrossChecks.check(draft, problems);
    return problems.anyError() ? Optional.empty() : Optional.of(config(draft));
  }

  private Draft draft(Mapping root) {
    Section section =
        Section.open("a deployment file", root.place(), root, problems, Language.FILE)
            .orElseThrow();
    Map<String, DraftService> services = new LinkedHashMap<>();
    ServiceReader serviceReader = new ServiceReader(names, problems);
    for (Map.Entry<String, Entry> service : named("services", section, "services").entrySet()) {
      Entry entry = service.getValue();
      Early known = early.get(service.getKey());
      if (known != null && known.tree == entry.value()) {
        services.put(service.getKey(), known.draft);
      } else {
        Entry spelled = entry.with(spelling.service(entry.value()));
        services.put(service.getKey(), serviceReader.read(service.getKey(), spelled));
      }
    }
    Map<String, DraftDatacenter> datacenters = new LinkedHashMap<>();
    List<Placed> placed = new ArrayList<>();
    Optional<Entry> deployment = section.get("deployment");
    if (deployment.isPresent()) {
      deployment(deployment.get(), datacenters, placed);
    }
    Optional<Entry> told = section.get("notifications");
    List<NotificationTarget> notifications =
        told.isEmpty()
            ? List.of()
            : new NotificationReader(problems)
                .read(Spelling.list("notifications", told.get(), problems));
    if (services.isEmpty() && section.get("services").isEmpty() && !problems.anyError()) {
      problems
          .warning(Code.NOTHING_TO_DEPLOY, root.place(), "the file names no service")
          .hint("add 'services:' with at least one, and 'deployment:' that says where it runs");
    }
    return new Draft(services, datacenters, placed, notifications);
  }

  private void deployment(
      Entry deployment, Map<String, DraftDatacenter> datacenters, List<Placed> placed) {
    Optional<Section> section =
        Section.open(
            "deployment", deployment.key(), deployment.value(), problems, Language.DEPLOYMENT);
    if (section.isEmpty()) {
      return;
    }
    DatacenterReader reader = new DatacenterReader(problems);
    for (Map.Entry<String, Entry> there :
        named("datacenters", section.get(), "datacenters").entrySet()) {
      Entry spelled = there.getValue().with(spelling.datacenter(there.getValue().value()));
      datacenters.put(there.getKey(), reader.datacenter(there.getKey(), spelled));
    }
    for (Map.Entry<String, Entry> service :
        named("deployment.services", section.get(), "services").entrySet()) {
      Name name = names.join(new Name(service.getKey(), service.getValue().key()));
      placed.add(new Placed(name, placements(name, service.getValue(), reader)));
    }
  }

  /** What stands at a key, which is a map whose keys are names. */
  private Map<String, Entry> named(String what, Section section, String key) {
    Optional<Entry> entry = section.get(key);
    return entry.isEmpty() ? Map.of() : values.named(what, entry.get());
  }

  private List<DraftPlacement> placements(Name service, Entry entry, DatacenterReader reader) {
    Map<String, Entry> where = values.named("the datacenters of a service", entry);
    List<DraftPlacement> placements = new ArrayList<>(where.size());
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
    for (Map.Entry<String, Entry> there : where.entrySet()) {
      Name datacenter = new Name(there.getKey(), there.getValue().key());
      placements.add(reader.placement(service, datacenter, there.getValue()));
    }
    return placements;
  }

  private DeploymentConfig config(Draft draft) {
    Map<ServiceName, Service> services = new LinkedHashMap<>();
    for (DraftService service : draft.services().values()) {
      Service made = service.whole().isPresent() ? service.whole().get() : service(service);
      services.put(made.name(), made);
    }
    Map<DatacenterName, Datacenter> datacenters = new LinkedHashMap<>();
    for (DraftDatacenter there : draft.datacenters().values()) {
      Datacenter made = datacenter(there);
      datacenters.put(made.name(), made);
    }
    Map<ServiceName, Map<DatacenterName, Placement>> placements = new LinkedHashMap<>();
    for (Placed placed : draft.placed()) {
      ImmutableMap.Builder<DatacenterName, Placement> where =
          ImmutableMap.builderWithExpectedSize(placed.where().size());
      for (DraftPlacement placement : placed.where()) {
        where.put(
            DatacenterName.of(placement.datacenter().text()),
            new Placement(
                ProfileName.of(placement.profile().orElseThrow().text()),
                placement.nodes(),
                placement.autoscaling()));
      }
      placements.put(placed.service().ofService(), where.buildOrThrow());
    }
    return new DeploymentConfig(services, datacenters, placements, draft.notifications());
  }

  private Service service(DraftService draft) {
    List<ServiceName> dependsOn = new ArrayList<>(draft.dependsOn().size());
    for (Name needed : draft.dependsOn()) {
      dependsOn.add(needed.ofService());
    }
    List<Expose> exposes = new ArrayList<>(draft.exposes().size());
    for (DraftExpose expose : draft.exposes()) {
      exposes.add(expose(expose));
    }
    return new Service(
        draft.name().ofService(),
        draft.image(),
        draft.args(),
        draft.env(),
        dependsOn,
        exposes,
        draft.health(),
        draft.update());
  }

  private Expose expose(DraftExpose draft) {
    List<Client> to = new ArrayList<>(draft.clients().size());
    for (DraftClient client : draft.clients()) {
      to.add(client(client));
    }
    return new Expose(draft.port(), draft.proto(), draft.as(), to);
  }

  private Client client(DraftClient draft) {
    if (draft.service().isEmpty()) {
      return new Client.Anyone();
    }
    ServiceName service = draft.service().get().ofService();
    return draft.global() ? new Client.GlobalService(service) : new Client.LocalService(service);
  }

  private static Datacenter datacenter(DraftDatacenter draft) {
    Map<ProfileName, Profile> profiles = new LinkedHashMap<>();
    for (Optional<Profile> profile : draft.profiles().values()) {
      profiles.put(profile.orElseThrow().name(), profile.orElseThrow());
    }
    return new Datacenter(
        DatacenterName.of(draft.name().text()), draft.region().orElseThrow(), profiles);
  }
}
