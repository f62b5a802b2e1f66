package dev.photon.provider.docker;

import com.google.common.util.concurrent.Striped;
import dev.photon.config.ServiceName;
import dev.photon.provider.docker.NetworkPlan.Attachment;
import dev.photon.provider.docker.NetworkPlan.Detachment;
import dev.photon.provider.docker.NetworkPlan.Existing;
import dev.photon.provider.docker.NetworkPlan.Member;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The private networks of one datacenter's deployments. Keeps nothing: the engine's labels tell
 * what there is. Calls for one deployment that may create or remove networks exclude each other by
 * their caller's locks.
 */
final class Networks {
  private static final Logger log = LoggerFactory.getLogger(Networks.class);

  /** How many pieces of the range are tried while others take them at the same time. */
  private static final int SUBNET_TRIES = 32;

  /** How the engine says that a container has no use for a network any more. */
  private static final List<String> GONE =
      List.of("no such container", "marked for removal", "is not connected to");

  private final EngineClient engine;
  private final DatacenterId datacenter;
  private final SubnetRange range;

  /** Held while a service's own network is looked for and made: the engine allows two of a name. */
  private final Striped<Lock> homeLocks = Striped.lock(64);

  Networks(EngineClient engine, DatacenterId datacenter, SubnetRange range) {
    this.engine = engine;
    this.datacenter = datacenter;
    this.range = range;
  }

  /** The deployment's networks, by what they are for. */
  List<Existing> list(DeploymentId deployment) throws EngineException {
    List<Existing> networks = new ArrayList<>();
    for (JsonNode network : engine.listNetworks(labels(deployment))) {
      Optional<NetworkKey> key =
          NetworkKey.parse(network.path("Labels").path(NodeLabels.NETWORK).asString(""));
      key.ifPresent(k -> networks.add(new Existing(network.path("Id").asString(""), k)));
    }
    networks.sort(Comparator.comparing(Existing::id));
    return networks;
  }

  /** The id of a service's own network, which is made if there is none. */
  String home(DeploymentId deployment, ServiceName service) throws EngineException {
    NetworkKey key = new NetworkKey.Home(service);
    Lock lock = homeLocks.get(deployment + "/" + service);
    lock.lock();
    try {
      Optional<String> known = find(deployment, key);
      return known.isPresent() ? known.get() : create(deployment, key);
    } finally {
      lock.unlock();
    }
  }

  /** Attaches a container, not started yet, to every network that its service belongs to. */
  void join(DeploymentId deployment, Member member) throws EngineException {
    for (Existing network : list(deployment)) {
      if (network.key().joins(member.service()) && !member.networks().contains(network.id())) {
        attach(member.id(), member.service(), network.key(), network.id());
      }
    }
  }

  /**
   * Makes the deployment's networks those of the links and of its members' homes, and no others.
   */
  void apply(DeploymentId deployment, Set<NetworkKey.Link> links, List<Member> members)
      throws EngineException {
    List<Existing> existing = list(deployment);
    NetworkPlan plan = NetworkPlan.of(links, existing, members);
    Map<NetworkKey, String> ids = new HashMap<>();
    for (Existing network : existing) {
      if (!plan.remove().contains(network.id())) {
        ids.put(network.key(), network.id());
      }
    }
    for (NetworkKey key : plan.create()) {
      ids.put(key, create(deployment, key));
    }
    for (Attachment step : plan.connect()) {
      String network = ids.getOrDefault(step.network(), "");
      ignoringAbsence(() -> attach(step.container(), step.service(), step.network(), network));
    }
    for (Detachment step : plan.disconnect()) {
      ignoringAbsence(() -> engine.disconnect(step.network(), step.container()));
    }
    for (String network : plan.remove()) {
      remove(network);
    }
  }

  /** Removes a service's own network; the caller knows that the service has no nodes left. */
  void removeHome(DeploymentId deployment, ServiceName service) throws EngineException {
    for (Existing network : list(deployment)) {
      if (network.key().equals(new NetworkKey.Home(service))) {
        remove(network.id());
      }
    }
  }

  private void remove(String network) throws EngineException {
    try {
      engine.removeNetwork(network);
    } catch (EngineException e) {
      if (e.text().contains("active endpoints")) {
        // Someone has attached a container that is not ours: theirs to detach.
        log.warn("network {} stays: {}", network, e.text());
      } else if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  private void attach(String container, ServiceName service, NetworkKey key, String network)
      throws EngineException {
    List<String> aliases = key.names(service) ? List.of(service.value()) : List.of();
    try {
      engine.connect(network, container, aliases);
    } catch (EngineException e) {
      if (!e.text().contains("already exists in network")) {
        throw e;
      }
    }
  }

  private Optional<String> find(DeploymentId deployment, NetworkKey key) throws EngineException {
    return list(deployment).stream()
        .filter(network -> network.key().equals(key))
        .map(Existing::id)
        .findFirst();
  }

  private String create(DeploymentId deployment, NetworkKey key) throws EngineException {
    String name = "photon." + datacenter + "." + deployment + "." + key;
    List<Subnet> taken = new ArrayList<>();
    for (int attempt = 0; attempt < SUBNET_TRIES; attempt++) {
      taken.addAll(subnetsInUse());
      Subnet subnet = range.free(name, taken).orElseThrow(this::rangeIsFull);
      try {
        return engine.createNetwork(config(deployment, key, name, subnet));
      } catch (EngineException e) {
        if (e.isConflict()) {
          return find(deployment, key).orElseThrow(() -> e);
        }
        if (!e.text().toLowerCase(Locale.ROOT).contains("overlap")) {
          throw e;
        }
        taken.add(subnet); // Another took it first, or it is a route of this machine.
      }
    }
    throw rangeIsFull();
  }

  private EngineException rangeIsFull() {
    return new EngineException(
        507,
        "no available IP range for another network in "
            + range.whole()
            + "; give the datacenter another one (option network-range)");
  }

  private List<Subnet> subnetsInUse() throws EngineException {
    List<Subnet> subnets = new ArrayList<>();
    for (JsonNode network : engine.listNetworks(Map.of())) {
      for (JsonNode pool : network.path("IPAM").path("Config")) {
        Subnet.parse(pool.path("Subnet").asString("")).ifPresent(subnets::add);
      }
    }
    return subnets;
  }

  private ObjectNode config(DeploymentId deployment, NetworkKey key, String name, Subnet subnet) {
    ObjectNode config =
        EngineClient.object().put("Name", name).put("CheckDuplicate", true).put("Driver", "bridge");
    ObjectNode labels = config.putObject("Labels");
    labels(deployment).forEach(labels::put);
    labels.put(NodeLabels.NETWORK, key.toString());
    config.putObject("IPAM").putArray("Config").addObject().put("Subnet", subnet.toString());
    // A link has no way out: that, and published ports, belong to the home network alone.
    config.put("Internal", key instanceof NetworkKey.Link);
    return config;
  }

  private Map<String, String> labels(DeploymentId deployment) {
    return Map.of(
        NodeLabels.DATACENTER, datacenter.value(), NodeLabels.DEPLOYMENT, deployment.value());
  }

  private interface Step {
    void run() throws EngineException;
  }

  /** A container that has gone meanwhile needs no network. */
  private static void ignoringAbsence(Step step) throws EngineException {
    try {
      step.run();
    } catch (EngineException e) {
      String text = e.text().toLowerCase(Locale.ROOT);
      if (GONE.stream().noneMatch(text::contains)) {
        throw e;
      }
    }
  }
}
