package dev.photon.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.ServiceName;
import dev.photon.provider.docker.NetworkPlan.Existing;
import dev.photon.provider.docker.NetworkPlan.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NetworkPlanTest {
  private static final ServiceName WEB = ServiceName.of("web");
  private static final ServiceName DB = ServiceName.of("db");

  /** What an engine holds of one deployment. */
  record World(Set<NetworkKey.Link> links, List<Existing> networks, List<Member> members) {
    NetworkPlan plan() {
      return NetworkPlan.of(links, networks, members);
    }
  }

  @Property(tries = 300)
  void afterThePlanThereIsNothingToDo(@ForAll("worlds") World world) {
    assertThat(apply(world, world.plan()).plan().isEmpty()).isTrue();
  }

  @Property(tries = 300)
  void afterThePlanANameIsFoundExactlyWhereItIsAllowed(@ForAll("worlds") World world) {
    World after = apply(world, world.plan());
    for (Member client : after.members()) {
      Set<ServiceName> found = new HashSet<>();
      for (Existing network : after.networks()) {
        for (Member server : after.members()) {
          if (client.networks().contains(network.id())
              && server.networks().contains(network.id())
              && network.key().names(server.service())
              && network.key().joins(client.service())
              && !server.id().equals(client.id())
              && !server.service().equals(client.service())) {
            found.add(server.service());
          }
        }
      }
      Set<ServiceName> allowed = new HashSet<>();
      for (NetworkKey.Link link : world.links()) {
        boolean served = world.members().stream().anyMatch(m -> m.service().equals(link.server()));
        if (link.client().equals(client.service()) && served) {
          allowed.add(link.server());
        }
      }
      allowed.remove(client.service());
      assertThat(found).isEqualTo(allowed);
    }
  }

  @Property(tries = 200)
  void theOrderOfWhatIsListedDoesNotMatter(@ForAll("worlds") World world, @ForAll Random random) {
    List<Existing> networks = new ArrayList<>(world.networks());
    List<Member> members = new ArrayList<>(world.members());
    Collections.shuffle(networks, random);
    Collections.shuffle(members, random);
    assertThat(NetworkPlan.of(world.links(), networks, members)).isEqualTo(world.plan());
  }

  @Property(tries = 200)
  void withNothingAllowedAndNoNodesEveryNetworkGoes(@ForAll("worlds") World world) {
    NetworkPlan plan = NetworkPlan.of(Set.of(), world.networks(), List.of());
    assertThat(plan.remove())
        .containsExactlyInAnyOrderElementsOf(world.networks().stream().map(Existing::id).toList());
    assertThat(plan.create()).isEmpty();
  }

  @Example
  void aNodeIsAlwaysAtHomeAndOnItsConnections() {
    NetworkKey.Link link = new NetworkKey.Link(WEB, DB);
    Member web = new Member("c1", WEB, Set.of());
    NetworkPlan plan = NetworkPlan.of(Set.of(link), List.of(), List.of(web));
    assertThat(plan.create()).containsExactly(new NetworkKey.Home(WEB), link);
    assertThat(plan.connect()).hasSize(2);
  }

  @Property(tries = 200)
  void aKeyReadsAsItWasWritten(@ForAll("links") NetworkKey.Link link) {
    assertThat(NetworkKey.parse(link.toString())).contains(link);
    NetworkKey.Home home = new NetworkKey.Home(link.client());
    assertThat(NetworkKey.parse(home.toString())).contains(home);
  }

  private static World apply(World world, NetworkPlan plan) {
    List<Existing> networks = new ArrayList<>(world.networks());
    networks.removeIf(network -> plan.remove().contains(network.id()));
    plan.create().forEach(key -> networks.add(new Existing("new-" + key, key)));
    Map<NetworkKey, String> ids = new HashMap<>();
    networks.forEach(network -> ids.put(network.key(), network.id()));
    List<Member> members = new ArrayList<>();
    for (Member member : world.members()) {
      Set<String> attached = new TreeSet<>(member.networks());
      plan.disconnect().stream()
          .filter(step -> step.container().equals(member.id()))
          .forEach(step -> attached.remove(step.network()));
      plan.connect().stream()
          .filter(step -> step.container().equals(member.id()))
          .forEach(step -> attached.add(ids.get(step.network())));
      members.add(new Member(member.id(), member.service(), attached));
    }
    return new World(world.links(), networks, members);
  }

  @Provide
  Arbitrary<NetworkKey.Link> links() {
    Arbitrary<ServiceName> services = Arbitraries.of("a", "b", "c", "d").map(ServiceName::of);
    return Combinators.combine(services, services).as(NetworkKey.Link::new);
  }

  @Provide
  Arbitrary<World> worlds() {
    Arbitrary<ServiceName> services = Arbitraries.of("a", "b", "c", "d").map(ServiceName::of);
    Arbitrary<NetworkKey> keys =
        Arbitraries.oneOf(
            links().map(link -> (NetworkKey) link), services.map(NetworkKey.Home::new));
    Arbitrary<List<Existing>> networks = keys.list().ofMaxSize(6).map(NetworkPlanTest::number);
    return Combinators.combine(
            links().set().ofMaxSize(5),
            networks,
            services.list().ofMaxSize(5),
            Arbitraries.randoms())
        .as(NetworkPlanTest::world);
  }

  private static List<Existing> number(List<NetworkKey> keys) {
    List<Existing> networks = new ArrayList<>();
    keys.forEach(key -> networks.add(new Existing("n" + networks.size(), key)));
    return networks;
  }

  private static World world(
      Set<NetworkKey.Link> links,
      List<Existing> networks,
      List<ServiceName> services,
      Random random) {
    List<Member> members = new ArrayList<>();
    for (ServiceName service : services) {
      Set<String> attached = new HashSet<>();
      for (Existing network : networks) {
        if (network.key().joins(service) && random.nextBoolean()) {
          attached.add(network.id());
        }
      }
      members.add(new Member("c" + members.size(), service, attached));
    }
    return new World(links, networks, members);
  }
}
