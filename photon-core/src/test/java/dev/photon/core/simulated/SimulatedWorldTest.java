package dev.photon.core.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.EventType;
import dev.photon.config.Region;
import dev.photon.core.usage.Ledger;
import dev.photon.spi.Notification;
import dev.photon.spi.Notifier;
import dev.photon.spi.NotifierException;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.MetacenterStatus.Phase;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.ObservedNode;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revision;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Registry, metacenter and two datacenters on one virtual clock and one queue, under a seed. */
class SimulatedWorldTest {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void aLostNodeAndLostMessagesEndInTheSameDeployment(@ForAll long seed) {
    List<String> first = inAWorld(seed, this::loseANodeAndMessages);
    assertThat(first).isNotEmpty();
  }

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void theSameSeedGivesTheSameTrace(@ForAll long seed) {
    List<String> first = inAWorld(seed, this::loseANodeAndMessages);
    List<String> second = inAWorld(seed, this::loseANodeAndMessages);
    assertThat(second).isEqualTo(first);
  }

  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void crashesLoseNothingAndMakeNothingTwice(@ForAll long seed) {
    inAWorld(
        seed,
        world -> {
          MetacenterApi shop = world.create("shop", document("v1", 2));
          ready(world, shop, 1);
          List<NodeId> before = live(world);
          List<Lease> leases = leases(world);
          assertThat(leases).hasSize(2).allMatch(l -> l.state() == Lease.State.ACTIVE);
          // Each at a moment that chance decides, between any two of its steps.
          wait(world);
          world.crash("host");
          wait(world);
          world.crash("west");
          wait(world);
          world.host();
          world.datacenter("west", Region.US_WEST);
          ready(world, shop, 1);
          assertThat(live(world)).isEqualTo(before);
          assertThat(leases(world)).isEqualTo(leases);
          assertThat(created(world)).doesNotHaveDuplicates();
          return world.messages().trace();
        });
  }

  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void leasesAreAsLargeAsWhatRunsWhateverIsLost(@ForAll long seed) {
    inAWorld(
        seed,
        world -> {
          MetacenterApi shop = world.create("shop", document("v1", 2));
          world.messages().loseByChance(0.2);
          wait(world);
          world.crash("host");
          wait(world);
          world.host();
          world.messages().loseByChance(0);
          ready(world, shop, 1);
          shop.update(new RequestKey("more"), new Revision(document("v1", 5)));
          ready(world, shop, 2);
          assertThat(leases(world))
              .extracting(lease -> lease.nodes().get(0).nodes())
              .as("web and db, and db")
              .containsExactlyInAnyOrder(6, 1);
          assertThat(leases(world)).allMatch(l -> l.state() == Lease.State.ACTIVE);
          assertThat(shop.status().entries())
              .allMatch(e -> e.cost().isPresent())
              .extracting(e -> e.cost().orElseThrow())
              .containsExactlyInAnyOrderElementsOf(
                  leases(world).stream().map(Lease::total).toList());
          shop.delete(new RequestKey("delete"));
          assertThat(world.run(PATIENCE, () -> shop.status().phase() == Phase.DELETED)).isTrue();
          assertThat(leases(world)).isEmpty();
          return world.messages().trace();
        });
  }

  @Example
  void whatHasNoRoomAnyMoreLeavesAsItIsWhatRuns() {
    inAWorld(
        17,
        world -> {
          MetacenterApi shop = world.create("shop", document("v1", 2));
          ready(world, shop, 1);
          List<NodeId> before = live(world);
          shop.update(new RequestKey("too many"), new Revision(document("v2", 700)));
          boolean failed = world.run(PATIENCE, () -> shop.status().phase() == Phase.FAILED);
          assertThat(failed).as("%s", shop.status()).isTrue();
          assertThat(shop.status().reason().orElseThrow())
              .contains("a: west-", "the nodes need 70100m cpus of 64 that are free");
          assertThat(live(world)).isEqualTo(before);
          shop.update(new RequestKey("fewer"), new Revision(document("v1", 3)));
          ready(world, shop, 3);
          return world.messages().trace();
        });
  }

  @Example
  void aDeploymentThatItsOwnerDeletesAtTheRegistryIsClearedAwayByTheAgents() {
    inAWorld(
        19,
        world -> {
          MetacenterApi shop = world.create("shop", document("v1", 2));
          ready(world, shop, 1);
          DeploymentId id = shop.status().deployment();
          world.crash("host"); // so that nobody but the agents is there to do it
          world.registry().metacenterDelete(new RequestKey("gone"), id);
          assertThat(world.run(PATIENCE, () -> nodes(world).isEmpty())).isTrue();
          assertThat(leases(world)).isEmpty();
          return world.messages().trace();
        });
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void bothSidesCountTheSameWhateverIsLostAndCrashes(@ForAll long seed) {
    inAWorld(
        seed,
        world -> {
          MetacenterApi shop = world.create("shop", document("v1", 2));
          ready(world, shop, 1);
          Instant begin = world.time().clock().instant();
          world.messages().loseByChance(0.1);
          for (int minute = 0; minute < 10; minute++) {
            world.run(Duration.ofMinutes(1), () -> false);
            if (minute == 3 || minute == 6) {
              world.crash(minute == 3 ? "host" : "west");
              wait(world);
              if (minute == 3) {
                world.host();
              } else {
                world.datacenter("west", Region.US_WEST);
              }
            }
          }
          Duration span = Duration.between(begin, world.time().clock().instant());
          world.messages().loseByChance(0);
          shop.delete(new RequestKey("delete"));
          assertThat(world.run(PATIENCE, () -> shop.status().phase() == Phase.DELETED)).isTrue();
          world.run(Duration.ofMinutes(3), () -> false);

          List<UsageEntry> all = world.registry().usageList(UsageQuery.ALL);
          Map<LeaseId, List<UsageEntry>> ledger =
              all.stream().collect(Collectors.groupingBy(UsageEntry::lease));
          assertThat(ledger).hasSize(2);
          ledger.forEach(
              (lease, chain) -> {
                assertThat(Ledger.fault(chain)).isEmpty();
                assertThat(chain).noneMatch(UsageEntry::disputed);
              });
          long charged =
              all.stream()
                  .flatMap(e -> e.charges().stream())
                  .mapToLong(UsageEntry.Charge::chargedMillis)
                  .sum();
          assertThat(charged)
              .as("four nodes all the time, and some seconds before and after")
              .isBetween(4 * span.toMillis() * 98 / 100, 4 * span.plusSeconds(30).toMillis());
          return world.messages().trace();
        });
  }

  private static List<Lease> leases(SimulatedWorld world) {
    return world.registry().leaseList(Optional.empty());
  }

  @Example
  void anUpdateChangesOnlyWhatDiffersAndADeleteLeavesNothing() {
    inAWorld(
        7,
        world -> {
          MetacenterApi shop = world.create("shop", document("v1", 2));
          ready(world, shop, 1);
          List<NodeId> databases = live(world, "db");
          shop.update(new RequestKey("update"), new Revision(document("v2", 3)));
          ready(world, shop, 2);
          assertThat(live(world, "db")).isEqualTo(databases);
          assertThat(live(world, "web"))
              .hasSize(3)
              .filteredOn(id -> id.slot() < 2)
              .allMatch(id -> id.incarnation() == 2);
          shop.delete(new RequestKey("delete"));
          assertThat(world.run(PATIENCE, () -> shop.status().phase() == Phase.DELETED)).isTrue();
          assertThat(nodes(world)).isEmpty();
          return world.messages().trace();
        });
  }

  @Example
  void anUpdateAnnouncesItsBeginningAndItsEnd() {
    inAWorld(
        11,
        world -> {
          MetacenterApi shop = world.create("shop", document("v1", 1));
          ready(world, shop, 1);
          List<EventType> seen = new ArrayList<>();
          Subscription events =
              shop.events(
                  0,
                  new EventSink() {
                    @Override
                    public void event(Event event) {
                      seen.add(event.type());
                    }

                    @Override
                    public void ended(Optional<ApiException> cause) {}
                  });
          world.run(Duration.ofSeconds(5), () -> seen.contains(EventType.DEPLOY_COMPLETE));
          events.close();
          assertThat(seen).startsWith(EventType.DEPLOY_BEGIN).endsWith(EventType.DEPLOY_COMPLETE);
          return world.messages().trace();
        });
  }

  @Example
  void whoTheFileNamesIsToldInOrderThoughTheTargetFailsAtFirst() {
    inAWorld(
        13,
        world -> {
          Inbox inbox = new Inbox();
          world.notifier("webhook", inbox);
          world.crash("host");
          world.host();
          String document =
              document("v1", 1)
                  + """
                  notifications:
                    - {name: chat, type: webhook, url: "https://chat.example.com/"}
                    - {name: alarm, type: webhook, url: "https://alarm.example.com/", events: [cluster.node.down]}
                  """;
          MetacenterApi shop = world.create("shop", document);
          ready(world, shop, 1);
          NodeId lost = live(world, world.datacenter("west")).get(0);
          world
              .infrastructure()
              .kill(world.datacenter("west"), lost, world.time().clock().instant(), "killed");
          boolean told =
              world.run(
                  PATIENCE, () -> inbox.of("alarm").size() == 1 && inbox.of("chat").size() >= 9);
          assertThat(told).as("%s", inbox.taken).isTrue();
          assertThat(inbox.of("alarm").get(0).node()).contains(lost.toString());
          assertThat(inbox.of("chat"))
              .extracting(Event::type)
              .startsWith(EventType.DEPLOY_BEGIN, EventType.CLUSTER_NODE_CREATED)
              .contains(EventType.CLUSTER_CREATED, EventType.DEPLOY_COMPLETE);
          assertThat(inbox.of("chat"))
              .extracting(Event::sequence)
              .isSorted()
              .doesNotHaveDuplicates();
          return world.messages().trace();
        });
  }

  /** Takes every notification at the second attempt. */
  private static final class Inbox implements Notifier {
    private final Set<String> refused = new HashSet<>();
    private final List<Notification> taken = new ArrayList<>();

    @Override
    public void send(Notification notification) throws NotifierException {
      if (refused.add(notification.id())) {
        throw new NotifierException(NotifierException.Kind.RETRY, "try again");
      }
      taken.add(notification);
    }

    @Override
    public void close() {}

    List<Event> of(String target) {
      return taken.stream()
          .filter(n -> n.target().name().equals(target))
          .map(Notification::event)
          .toList();
    }
  }

  private List<String> loseANodeAndMessages(SimulatedWorld world) {
    MetacenterApi shop = world.create("shop", document("v1", 2));
    ready(world, shop, 1);
    world.messages().loseByChance(0.2);
    DatacenterId west = world.datacenter("west");
    List<NodeId> there = live(world, west);
    NodeId lost = there.get(world.time().random().nextInt(there.size()));
    world.infrastructure().kill(west, lost, world.time().clock().instant(), "killed");
    wait(world);
    world.messages().loseByChance(0);
    boolean replaced =
        world.run(PATIENCE, () -> live(world).size() == 4 && !live(world, west).contains(lost));
    assertThat(replaced).as("replaced %s, now %s", lost, nodes(world)).isTrue();
    ready(world, shop, 1);
    assertThat(created(world)).doesNotHaveDuplicates();
    return world.messages().trace();
  }

  private static void ready(SimulatedWorld world, MetacenterApi api, long revision) {
    boolean ready =
        world.run(
            PATIENCE,
            () -> {
              var status = api.status();
              return status.phase() == Phase.READY && status.revision() == revision;
            });
    assertThat(ready).as("%s", api.status()).isTrue();
  }

  /** Up to five seconds. */
  private static void wait(SimulatedWorld world) {
    world.run(Duration.ofMillis(world.time().random().nextInt(5_000)), () -> false);
  }

  private static List<ObservedNode> nodes(SimulatedWorld world) {
    List<ObservedNode> nodes = new ArrayList<>();
    for (String name : List.of("west", "east")) {
      nodes.addAll(
          world.infrastructure().nodes(world.datacenter(name), world.time().clock().instant()));
    }
    return nodes;
  }

  private static List<NodeId> live(SimulatedWorld world) {
    return nodes(world).stream()
        .filter(n -> n.state() == NodeState.READY)
        .map(ObservedNode::id)
        .sorted()
        .toList();
  }

  private static List<NodeId> live(SimulatedWorld world, String service) {
    return live(world).stream().filter(id -> id.service().value().equals(service)).toList();
  }

  private static List<NodeId> live(SimulatedWorld world, DatacenterId id) {
    return world.infrastructure().nodes(id, world.time().clock().instant()).stream()
        .filter(n -> n.state() == NodeState.READY)
        .map(ObservedNode::id)
        .toList();
  }

  private static List<String> created(SimulatedWorld world) {
    List<String> created = new ArrayList<>();
    for (String name : List.of("west", "east")) {
      world
          .infrastructure()
          .created(world.datacenter(name))
          .forEach(id -> created.add(name + " " + id));
    }
    return created;
  }

  private static String document(String image, int nodes) {
    return """
        version: "0.1"
        services:
          db:
            image: db
            expose: [{port: 5432, to: [{service: web, global: true}]}]
          web:
            image: %s
            depends-on: [db]
            expose: [{port: 80, to: [{global: true}]}]
        deployment:
          datacenters:
            a: {region: us-west, profiles: {small: {qos: {memory: 64MiB, cpu: 0.1}}}}
            b: {region: us-east, profiles: {small: {qos: {memory: 64MiB, cpu: 0.1}}}}
          services:
            db:
              a: {profile: small, nodes: 1}
              b: {profile: small, nodes: 1}
            web:
              a: {profile: small, nodes: %d}
        """
        .formatted(image, nodes);
  }

  private static <T> T inAWorld(long seed, Function<SimulatedWorld, T> story) {
    try {
      Path folder = Files.createTempDirectory("photon-world");
      try (SimulatedWorld world = SimulatedWorld.of(seed, folder)) {
        world.host().datacenter("west", Region.US_WEST).datacenter("east", Region.US_EAST);
        return story.apply(world);
      } finally {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
