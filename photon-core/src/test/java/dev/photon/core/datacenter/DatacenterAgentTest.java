package dev.photon.core.datacenter;

import static dev.photon.core.datacenter.AgentWorld.DB;
import static dev.photon.core.datacenter.AgentWorld.DC;
import static dev.photon.core.datacenter.AgentWorld.SHOP;
import static dev.photon.core.datacenter.AgentWorld.WEB;
import static dev.photon.core.datacenter.AgentWorld.db;
import static dev.photon.core.datacenter.AgentWorld.part;
import static dev.photon.core.datacenter.AgentWorld.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.EventType;
import dev.photon.config.Resources;
import dev.photon.core.event.JdbcEventLog;
import dev.photon.core.gateway.Gateway;
import dev.photon.core.simulated.SimulatedBackend;
import dev.photon.core.simulated.SimulatedInfrastructure.Faults;
import dev.photon.core.simulated.SimulatedOptions;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.NodeTemplate;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Rollout;
import dev.photon.spi.api.ServiceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatacenterAgentTest {
  private static final DeploymentId OTHER = new DeploymentId("other");
  private static final Duration A_WHILE = Duration.ofSeconds(15);

  private AgentWorld world = new AgentWorld(1);

  @AfterEach
  void close() {
    world.close();
  }

  private void deploy() {
    world.run(Duration.ofSeconds(1));
    world.put(part(1, 1, web(3, "web:1"), db(1, "db:1")));
    world.run(A_WHILE);
  }

  private DeploymentStatus status() {
    return world.view(SHOP).deploymentStatus(SHOP);
  }

  private static ApiException refusal(ThrowingCallable call) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call);
    assertThat(refusal).as("a refusal").isNotNull();
    return refusal;
  }

  private List<Event> events() {
    return new JdbcEventLog(world.store, world.time).read(SHOP.value(), 0, 100);
  }

  @Test
  void whatIsDesiredBecomesReady() {
    deploy();
    DeploymentStatus status = status();
    assertThat(status.services()).hasSize(2).allMatch(ServiceStatus::converged);
    assertThat(status.observed()).isPresent();
    assertThat(status.trouble()).isEmpty();
    assertThat(world.ids())
        .containsExactly("shop/db/0#1", "shop/web/0#1", "shop/web/1#1", "shop/web/2#1");
    assertThat(world.infrastructure.allowed(DC, SHOP)).hasSize(1);
    assertThat(world.infrastructure.created(DC).get(0).service())
        .as("what others need is made first")
        .isEqualTo(DB);
  }

  @Test
  void aNodeThatDiesIsReplacedAndAnnouncedOnce() {
    deploy();
    world.infrastructure.kill(
        DC, NodeId.parse("shop/web/1#1"), world.time.now(), "exited with status 137");
    world.run(A_WHILE);
    assertThat(world.ids()).contains("shop/web/1#2").doesNotContain("shop/web/1#1");
    world.restart();
    world.run(A_WHILE);
    assertThat(events())
        .filteredOn(e -> e.type() == EventType.CLUSTER_NODE_DOWN)
        .singleElement()
        .satisfies(e -> assertThat(e.text()).contains("shop/web/1#1", "137"));
    assertThat(events()).filteredOn(e -> e.type() == EventType.CLUSTER_NODE_CREATED).hasSize(5);
    assertThat(events()).filteredOn(e -> e.type() == EventType.CLUSTER_CREATED).hasSize(2);
    assertThat(events()).filteredOn(e -> e.type() == EventType.CLUSTER_DOWN).isEmpty();
  }

  @Test
  void theLossOfTheLastNodeIsTheLossOfItsCluster() {
    deploy();
    world.infrastructure.lose(DC, NodeId.parse("shop/db/0#1"));
    world.run(A_WHILE);
    assertThat(events())
        .filteredOn(e -> e.type() == EventType.CLUSTER_DOWN)
        .singleElement()
        .satisfies(e -> assertThat(e.service()).contains(DB));
    assertThat(status().services()).allMatch(ServiceStatus::converged);
  }

  @Test
  void aRestartedAgentAdoptsWhatIsThere() {
    deploy();
    world.restart();
    assertThat(status().services()).as("unknown is not down").isEmpty();
    assertThat(status().observed()).isEmpty();
    world.run(A_WHILE);
    assertThat(world.infrastructure.created(DC)).hasSize(4);
    assertThat(status().services()).hasSize(2).allMatch(ServiceStatus::converged);
  }

  @Test
  void anUpdateChangesOnlyWhatDiffersOneAtATime() {
    deploy();
    world.invariant(
        nodes -> {
          assertThat(nodes)
              .filteredOn(n -> n.id().service().equals(WEB))
              .filteredOn(n -> n.state().live())
              .hasSizeLessThanOrEqualTo(4);
          assertThat(nodes)
              .filteredOn(n -> n.id().service().equals(WEB))
              .filteredOn(n -> n.state() == NodeState.READY)
              .hasSizeGreaterThanOrEqualTo(2);
        });
    world.put(part(2, 1, web(3, "web:2"), db(1, "db:1")));
    assertThat(status().revision()).isEqualTo(2);
    assertThat(status().services().get(1).updated()).as("judged by the new part").isZero();
    world.run(Duration.ofMinutes(1));
    assertThat(world.ids())
        .containsExactly("shop/db/0#1", "shop/web/0#2", "shop/web/1#2", "shop/web/2#2");
    assertThat(events()).filteredOn(e -> e.type() == EventType.CLUSTER_NODE_DOWN).isEmpty();
  }

  @Test
  void aDeletedDeploymentLeavesNothing() {
    deploy();
    world.delete(SHOP, 1);
    assertThat(status().deleting()).isTrue();
    world.run(A_WHILE);
    assertThat(world.ids()).isEmpty();
    assertThat(world.infrastructure.allowed(DC, SHOP)).isEmpty();
    assertThat(refusal(this::status).status()).isEqualTo(Status.NOT_FOUND);
    assertThat(world.view(SHOP).deploymentList()).isEmpty();
    ApiException late = refusal(() -> world.put(part(1, 1, web(1, "web:1"))));
    assertThat(late.reason()).isEqualTo("stale-epoch");
    world.put(part(1, 2, db(1, "db:1")));
    world.run(A_WHILE);
    assertThat(world.ids()).hasSize(1);
  }

  @Test
  void nodesOfADeletedDeploymentThatTurnUpAgainAreRemovedOthersAreNot() throws Exception {
    deploy();
    world.delete(SHOP, 1);
    world.run(A_WHILE);
    try (var behind =
        new SimulatedBackend(
            DC, SimulatedOptions.DEFAULT, world.time.clock(), world.infrastructure)) {
      for (String id : List.of("shop/web/7#1", "stranger/web/0#1")) {
        behind.create(
            new NodeSpec(NodeId.parse(id), AgentWorld.template("web:1", 80, false), 1, 1));
      }
    }
    world.run(A_WHILE);
    assertThat(world.ids()).containsExactly("stranger/web/0#1");
  }

  @Test
  void whatCannotBeObservedIsNotChanged() {
    deploy();
    world.infrastructure.unreachable(DC, true);
    world.put(part(2, 1, db(1, "db:1")));
    int offers = world.registry.offers.size();
    world.run(Duration.ofSeconds(30));
    assertThat(world.ids()).hasSize(4);
    assertThat(status().trouble()).isPresent();
    assertThat(world.registry.offers.size())
        .as("no offer meanwhile")
        .isLessThanOrEqualTo(offers + 1);
    world.infrastructure.unreachable(DC, false);
    world.run(A_WHILE);
    assertThat(world.ids()).containsExactly("shop/db/0#1");
    assertThat(status().trouble()).isEmpty();
  }

  @Test
  void itConvergesDespiteABadInfrastructure() {
    world.infrastructure.faults(DC, new Faults(0.3, 0.2, 0.3, 0.3, 0.3));
    world.run(Duration.ofSeconds(5));
    world.put(part(1, 1, web(5, "web:1"), db(2, "db:1")));
    world.run(Duration.ofMinutes(2));
    assertThat(status().services()).hasSize(2).allMatch(ServiceStatus::converged);
    assertThat(world.infrastructure.created(DC)).doesNotHaveDuplicates();
  }

  @Test
  void staleEpochsAndRevisionsAreRefused() {
    world.run(Duration.ofSeconds(1));
    world.put(part(3, 2, db(1, "db:1")));
    world.put(part(3, 2, db(1, "db:1")));
    ApiException epoch = refusal(() -> world.put(part(4, 1, db(1, "db:1"))));
    assertThat(epoch.status()).isEqualTo(Status.CONFLICT);
    assertThat(epoch.reason()).isEqualTo("stale-epoch");
    ApiException revision = refusal(() -> world.put(part(2, 2, db(1, "db:1"))));
    assertThat(revision.reason()).isEqualTo("stale-revision");
    ApiException delete = refusal(() -> world.delete(SHOP, 1));
    assertThat(delete.reason()).isEqualTo("stale-epoch");
  }

  @Test
  void aHigherEpochReplacesTheNodesOfTheLower() {
    deploy();
    world.put(part(1, 2, web(3, "web:1"), db(1, "db:1")));
    world.run(Duration.ofMinutes(1));
    assertThat(world.nodes()).hasSize(4).allMatch(n -> n.epoch() == 2);
  }

  @Test
  void aRepeatedCallIsAnsweredAndChangesNothing() {
    world.run(Duration.ofSeconds(1));
    var key = new RequestKey("once");
    world.registry.lease(DC, part(1, 1, db(2, "db:1")));
    world.view(SHOP).deploymentCreate(key, part(1, 1, db(1, "db:1")));
    world.view(SHOP).deploymentUpdate(new RequestKey("twice"), part(2, 1, db(2, "db:1")));
    world.view(SHOP).deploymentCreate(key, part(1, 1, db(1, "db:1")));
    assertThat(status().revision()).isEqualTo(2);
  }

  @Test
  void otherTenantsAreNotThere() {
    deploy();
    assertThat(refusal(() -> world.view(OTHER).deploymentStatus(SHOP)).status())
        .isEqualTo(Status.NOT_FOUND);
    assertThat(
            refusal(() -> world.call(OTHER, (api, key) -> api.deploymentDelete(key, SHOP, 9)))
                .status())
        .isEqualTo(Status.NOT_FOUND);
    assertThat(
            refusal(() -> world.call(OTHER, (api, key) -> api.deploymentUpdate(key, part(9, 9))))
                .status())
        .isEqualTo(Status.NOT_FOUND);
    assertThat(world.view(OTHER).deploymentList()).isEmpty();
    assertThat(refusal(() -> world.view(Optional.empty()).deploymentList()).status())
        .isEqualTo(Status.UNAUTHENTICATED);
    assertThat(
            refusal(() -> world.view(Optional.of(AgentWorld.account())).deploymentList()).status())
        .isEqualTo(Status.DENIED);
  }

  @Test
  void nothingIsChangedWhileItIsNotKnownWhatIsRevoked() {
    deploy();
    world.registry.down = true;
    world.restart(); // which forgets what it knew in memory, and finds it in its file
    world.put(part(2, 1, web(3, "web:1")));

    world.run(Duration.ofHours(1));
    world.time.advance(Duration.ofDays(1));
    assertThat(refusal(() -> world.put(part(3, 1, web(3, "web:2")))).reason())
        .isEqualTo("revocations-unknown");
    assertThat(status().revision()).isEqualTo(2);

    world.registry.down = false;
    world.revoked(2);
    world.run(Duration.ofMinutes(1));
    world.put(part(3, 1, web(3, "web:2")));
    assertThat(status().revision()).isEqualTo(3);
  }

  @Test
  void whatHasNoRoomIsRefusedAtOnce() {
    world.close();
    world =
        new AgentWorld(
            1,
            SimulatedOptions.DEFAULT.withTotal(new Resources(2_000, 1 << 30, 1 << 30)),
            Gateway.NONE);
    world.run(Duration.ofSeconds(1));
    world.put(part(1, 1, db(3, "db:1")));
    ApiException refusal = refusal(() -> world.put(part(2, 1, db(5, "db:1"))));
    assertThat(refusal.status()).isEqualTo(Status.EXHAUSTED);
    assertThat(refusal.reason()).isEqualTo("no-capacity");
    assertThat(refusal).hasMessageContaining("2500m cpus of 2");
    world.run(A_WHILE);
    Offer offer = world.registry.offers.get(world.registry.offers.size() - 1);
    assertThat(offer.capacity().free().milliCpu()).isEqualTo(500);
  }

  @Test
  void aPartThatIsTooLargeIsRefused() {
    world.run(Duration.ofSeconds(1));
    assertThat(refusal(() -> world.put(part(1, 1, db(10_001, "db:1")))).reason())
        .isEqualTo("too-large");
  }

  @Test
  void anImageThatIsNotThereShowsAndBacksOff() {
    world.close();
    world =
        new AgentWorld(
            1, SimulatedOptions.DEFAULT.withImageNotFound(Pattern.compile("typo")), Gateway.NONE);
    world.run(Duration.ofSeconds(1));
    world.put(part(1, 1, db(1, "typo")));
    world.run(Duration.ofSeconds(30));
    ServiceStatus db = status().services().get(0);
    assertThat(db.failing()).isTrue();
    assertThat(db.waiting()).hasValueSatisfying(w -> assertThat(w).contains("no image 'typo'"));
    world.put(part(2, 1, db(1, "db:1")));
    world.run(A_WHILE);
    assertThat(status().services()).hasSize(1).allMatch(ServiceStatus::converged);
    assertThat(status().services().get(0).failing()).isFalse();
  }

  @Test
  void offersGoOnCountingAndSurviveTheRegistry() {
    deploy();
    world.registry.down = true;
    world.run(Duration.ofSeconds(20));
    world.registry.down = false;
    world.restart();
    world.run(A_WHILE);
    assertThat(world.registry.offers)
        .extracting(Offer::sequence)
        .isSorted()
        .doesNotHaveDuplicates();
    Offer last = world.registry.offers.get(world.registry.offers.size() - 1);
    assertThat(last.expires()).isAfter(world.time.now());
    assertThat(last.capacity().free().milliCpu()).isEqualTo(64_000 - 4 * 500);
  }

  @Test
  void aRemovalThatIsTakenBackIsForgotten() {
    deploy();
    world.put(part(2, 1, web(1, "web:1"), db(1, "db:1")));
    world.put(part(3, 1, web(3, "web:1"), db(1, "db:1")));
    world.run(A_WHILE);
    assertThat(status().services()).allMatch(ServiceStatus::converged);
    NodeId last = world.nodes().get(3).id();
    world.infrastructure.kill(DC, last, world.time.now(), "killed");
    world.run(A_WHILE);
    assertThat(events())
        .filteredOn(e -> e.type() == EventType.CLUSTER_NODE_DOWN)
        .singleElement()
        .satisfies(e -> assertThat(e.node()).contains(last.toString()));
  }

  @Test
  void crashLoopsBackOffAndAreCalledSo() {
    world.run(Duration.ofSeconds(1));
    var template = AgentWorld.template("db:1", 5432, false);
    var exits =
        new NodeTemplate(
            template.image(),
            List.of("exit", "3"),
            template.env(),
            template.resources(),
            template.ports());
    world.put(part(1, 1, new DesiredService(DB, 1, exits, List.of(), Rollout.DEFAULT)));
    world.run(Duration.ofMinutes(1));
    ServiceStatus db = status().services().get(0);
    assertThat(db.failing()).isTrue();
    assertThat(db.waiting())
        .hasValueSatisfying(w -> assertThat(w).contains("crash-looping", "status 3"));
    assertThat(world.infrastructure.created(DC)).hasSizeBetween(5, 9);
    world.run(Duration.ofHours(1));
    assertThat(world.infrastructure.created(DC)).hasSizeLessThan(30);
  }
}
