package dev.photon.spi.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.Protocol;
import dev.photon.config.Resources;
import dev.photon.config.ServiceName;
import dev.photon.spi.BackendException;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeAddress;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.NodeTemplate;
import dev.photon.spi.api.ObservedNode;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DatacenterBackend} does; a provider's test extends this and says how its
 * backend is opened and what its nodes are made from.
 *
 * <p>Each test uses datacenter ids of its own, and removes what it made. Tests of one class run one
 * after the other; nothing else may use the capacity meanwhile.
 */
public abstract class DatacenterBackendConformance {
  private static final ServiceName WEB = ServiceName.of("web");
  private static final ServiceName DB = ServiceName.of("db");

  private final Deque<Opened> opened = new ArrayDeque<>();
  private DatacenterId datacenter = newDatacenter();
  private DeploymentId deployment = new DeploymentId("kit");

  private record Opened(DatacenterId datacenter, DatacenterBackend backend) {}

  /**
   * Opens a backend on the infrastructure under test, which is the same for all calls: opening a
   * datacenter again is what a restart does, opening another is a neighbour.
   */
  protected abstract DatacenterBackend open(DatacenterId id) throws Exception;

  /**
   * A template whose nodes run until they are stopped and listen on the template's one port, which
   * is TCP and not for anyone.
   */
  protected abstract NodeTemplate runs();

  /** A template whose nodes exit at once, with status 3. */
  protected abstract NodeTemplate exitsWithStatus3();

  /** An image that the infrastructure does not have and cannot get. */
  protected abstract String missingImage();

  /** How long the infrastructure may take for what it does in the end. */
  protected Duration eventually() {
    return Duration.ofSeconds(60);
  }

  /** Whether a node that is larger than the whole datacenter is refused at once. */
  protected boolean refusesBeyondCapacity() {
    return true;
  }

  /** Whether this machine can connect to the addresses of nodes. */
  protected boolean addressesAnswer() {
    return true;
  }

  /** Whether changes are usually hinted at. */
  protected boolean hints() {
    return true;
  }

  /**
   * Tries, from within a node, to connect to a service by its name; empty where that cannot be
   * tried.
   */
  protected Optional<Boolean> reaches(NodeId client, ServiceName server, int port)
      throws Exception {
    return Optional.empty();
  }

  /** Whatever exists in the infrastructure for a datacenter, by name: nodes, networks, records. */
  protected List<String> leftovers(DatacenterId id) throws Exception {
    try (DatacenterBackend backend = open(id)) {
      return backend.observe().stream().map(n -> n.id().toString()).toList();
    }
  }

  /** Removes by force whatever a failed test left behind. */
  protected void sweep() throws Exception {}

  @BeforeEach
  final void chooseADatacenter() {
    datacenter = newDatacenter();
    deployment = new DeploymentId("kit");
  }

  @AfterEach
  final void removeWhatWasMade() throws Exception {
    try {
      for (Opened one : opened) {
        one.backend().close();
      }
      for (DatacenterId id : opened.stream().map(Opened::datacenter).distinct().toList()) {
        try (DatacenterBackend backend = open(id)) {
          for (ObservedNode node : backend.observe()) {
            backend.delete(node.id());
          }
          new Awaiting(backend, eventually()).nodes("no nodes", List::isEmpty);
          backend.allow(deployment, Set.of());
        }
      }
    } finally {
      opened.clear();
      sweep();
    }
  }

  @Nested
  class Create {
    @Test
    void createIsIdempotent() throws Exception {
      DatacenterBackend backend = opened();
      NodeSpec web = node(WEB, 0, 1, runs());
      backend.create(web);
      backend.create(web);
      ObservedNode ready = awaitReady(backend, web);
      backend.create(web);
      List<ObservedNode> nodes = backend.observe();
      assertThat(nodes).extracting(ObservedNode::id).containsExactly(web.id());
      assertThat(nodes.get(0).state()).isEqualTo(NodeState.READY);
      assertThat(nodes.get(0).since()).as("not started anew").isEqualTo(ready.since());
    }

    @Test
    void createMakesANodeReadyInTime() throws Exception {
      DatacenterBackend backend = opened();
      NodeSpec web = node(WEB, 0, 1, runs());
      int port = web.template().ports().get(0).number();
      backend.create(web);
      ObservedNode ready = awaitReady(backend, web);
      assertThat(ready.addresses()).extracting(NodeAddress::port).containsExactly(port);
      if (addressesAnswer()) {
        NodeAddress address = ready.addresses().get(0);
        try (var socket = new Socket()) {
          socket.connect(new InetSocketAddress(address.host(), address.hostPort()), 5_000);
        }
      }
    }

    @Test
    void incarnationsAreDifferentNodes() throws Exception {
      DatacenterBackend backend = opened();
      backend.create(node(WEB, 0, 1, runs()));
      backend.create(node(WEB, 0, 2, runs()));
      backend.create(node(WEB, 1, 1, runs()));
      new Awaiting(backend, eventually()).nodes("three nodes", nodes -> nodes.size() == 3);
    }

    @Test
    void unknownImageIsRefusedAsImageNotFound() throws Exception {
      DatacenterBackend backend = opened();
      NodeSpec broken = node(WEB, 0, 1, withImage(runs(), missingImage()));
      BackendException refusal =
          catchThrowableOfType(BackendException.class, () -> backend.create(broken));
      assertThat(refusal).as("refusal of an image that does not exist").isNotNull();
      assertThat(refusal.kind()).isEqualTo(BackendException.Kind.IMAGE_NOT_FOUND);
      assertThat(refusal).hasMessageContaining(missingImage());
      assertThat(backend.observe()).noneMatch(n -> n.state().live());
    }

    @Test
    void noCapacityIsRefused() throws Exception {
      DatacenterBackend backend = opened();
      Resources beyond = backend.capacity().total().plus(runs().resources());
      NodeSpec huge = node(WEB, 0, 1, withResources(runs(), beyond));
      if (refusesBeyondCapacity()) {
        BackendException refusal =
            catchThrowableOfType(BackendException.class, () -> backend.create(huge));
        assertThat(refusal).as("refusal of a node larger than the datacenter").isNotNull();
        assertThat(refusal.kind()).isEqualTo(BackendException.Kind.NO_CAPACITY);
      }
      assertThat(backend.observe()).noneMatch(n -> n.state() == NodeState.READY);
    }

    @Test
    void concurrentCreatesOfOneIdMakeOneNode() throws Exception {
      DatacenterBackend backend = opened();
      NodeSpec web = node(WEB, 0, 1, runs());
      var accepted = new AtomicInteger();
      atOnce(
          8,
          () -> {
            try {
              backend.create(web);
              accepted.incrementAndGet();
            } catch (BackendException e) {
              assertThat(e.kind()).isEqualTo(BackendException.Kind.CONFLICT);
            }
            return null;
          });
      assertThat(accepted).as("calls that were accepted").hasPositiveValue();
      awaitReady(backend, web);
      assertThat(backend.observe()).extracting(ObservedNode::id).containsExactly(web.id());
    }
  }

  @Nested
  class Observe {
    @Test
    void observeFindsNodesAfterReopening() throws Exception {
      DatacenterBackend first = opened();
      NodeSpec web = node(WEB, 0, 1, runs());
      first.create(web);
      ObservedNode before = awaitReady(first, web);
      first.close();
      ObservedNode after = awaitReady(opened(), web);
      assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
      assertThat(after.since()).isEqualTo(before.since());
      assertThat(after.reserved()).isEqualTo(before.reserved());
    }

    @Test
    void observeShowsOnlyItsOwnDatacenter() throws Exception {
      DatacenterBackend ours = opened();
      DatacenterBackend neighbour = opened(newDatacenter());
      NodeSpec web = node(WEB, 0, 1, runs());
      ours.create(web);
      awaitReady(ours, web);
      assertThat(neighbour.observe()).isEmpty();
      neighbour.delete(web.id());
      neighbour.allow(deployment, Set.of());
      assertThat(awaitReady(ours, web).id()).isEqualTo(web.id());
    }

    @Test
    void observedFieldsAreThoseOfTheSpec() throws Exception {
      DatacenterBackend backend = opened();
      var id = new NodeId(deployment, WEB, 41, 7);
      backend.create(new NodeSpec(id, runs(), 12, 5));
      ObservedNode seen =
          new Awaiting(backend, eventually()).node(id, "ready", n -> n.state() == NodeState.READY);
      assertThat(seen.fingerprint()).isEqualTo(runs().fingerprint());
      assertThat(seen.revision()).isEqualTo(12);
      assertThat(seen.epoch()).isEqualTo(5);
      assertThat(runs().resources().fitsIn(seen.reserved()))
          .as("%s reserved, %s asked", seen.reserved(), runs().resources())
          .isTrue();
    }

    @Test
    void anExitedNodeIsDeadWithItsStatus() throws Exception {
      DatacenterBackend backend = opened();
      NodeSpec job = node(WEB, 0, 1, exitsWithStatus3());
      backend.create(job);
      ObservedNode dead =
          new Awaiting(backend, eventually())
              .node(job.id(), "dead", n -> n.state() == NodeState.DEAD);
      assertThat(dead.detail()).contains("3");
      backend.create(job);
      assertThat(backend.observe())
          .as("asking again for an id does not bring the dead back")
          .allMatch(n -> n.state() == NodeState.DEAD);
    }
  }

  @Nested
  class Delete {
    @Test
    void deleteRemoves() throws Exception {
      DatacenterBackend backend = opened();
      NodeSpec gone = node(WEB, 0, 1, runs());
      NodeSpec stays = node(WEB, 1, 1, runs());
      backend.create(gone);
      backend.create(stays);
      awaitReady(backend, gone);
      awaitReady(backend, stays);
      backend.delete(gone.id());
      List<ObservedNode> left =
          new Awaiting(backend, eventually()).nodes("one node", nodes -> nodes.size() == 1);
      assertThat(left.get(0).id()).isEqualTo(stays.id());
      assertThat(left.get(0).state()).isEqualTo(NodeState.READY);
    }

    @Test
    void deleteOfUnknownIsDone() throws Exception {
      opened().delete(new NodeId(deployment, WEB, 9, 9));
      assertThat(leftovers(datacenter)).isEmpty();
    }

    @Test
    void deleteIsIdempotent() throws Exception {
      DatacenterBackend backend = opened();
      NodeSpec web = node(WEB, 0, 1, runs());
      backend.create(web);
      awaitReady(backend, web);
      backend.delete(web.id());
      backend.delete(web.id());
      new Awaiting(backend, eventually()).nodes("no node", List::isEmpty);
      backend.delete(web.id());
    }
  }

  @Nested
  class HasCapacity {
    @Test
    void capacityShrinksByWhatIsReserved() throws Exception {
      DatacenterBackend backend = opened();
      Capacity before = backend.capacity();
      assertThat(before.free().fitsIn(before.total())).isTrue();
      NodeSpec web = node(WEB, 0, 1, runs());
      backend.create(web);
      Resources reserved = awaitReady(backend, web).reserved();
      Capacity with = backend.capacity();
      assertThat(with.total()).isEqualTo(before.total());
      assertThat(with.free().plus(reserved)).isEqualTo(before.free());
      backend.delete(web.id());
      var awaiting = new Awaiting(backend, eventually());
      awaiting.until("all free again", backend::capacity, c -> c.free().equals(before.free()));
    }
  }

  @Nested
  class Allow {
    @Test
    void allowIsWholeAndRepeatable() throws Exception {
      DatacenterBackend backend = opened();
      int port = runs().ports().get(0).number();
      Set<Connection> whole = Set.of(new Connection(WEB, DB, port, Protocol.TCP));
      backend.allow(deployment, whole);
      backend.allow(deployment, whole);
      NodeSpec web = node(WEB, 0, 1, runs());
      NodeSpec db = node(DB, 0, 1, runs());
      backend.create(db);
      backend.create(web);
      awaitReady(backend, db);
      awaitReady(backend, web);
      assertThat(reaches(web.id(), DB, port)).isNotEqualTo(Optional.of(false));
      assertThat(reaches(db.id(), WEB, port)).isNotEqualTo(Optional.of(true));
      backend.allow(deployment, whole);
      assertThat(reaches(web.id(), DB, port)).isNotEqualTo(Optional.of(false));
      backend.allow(deployment, Set.of(new Connection(DB, WEB, port, Protocol.TCP)));
      assertThat(reaches(web.id(), DB, port)).isNotEqualTo(Optional.of(true));
      assertThat(reaches(db.id(), WEB, port)).isNotEqualTo(Optional.of(false));
      assertThat(backend.observe())
          .as("nodes whose network changed")
          .hasSize(2)
          .allMatch(n -> n.state() == NodeState.READY);
    }

    @Test
    void allowOfNothingLeavesNothing() throws Exception {
      DatacenterBackend backend = opened();
      int port = runs().ports().get(0).number();
      NodeSpec db = node(DB, 0, 1, runs());
      backend.allow(deployment, Set.of(new Connection(WEB, DB, port, Protocol.TCP)));
      backend.create(db);
      awaitReady(backend, db);
      backend.delete(db.id());
      new Awaiting(backend, eventually()).nodes("no node", List::isEmpty);
      backend.allow(deployment, Set.of());
      backend.allow(deployment, Set.of());
      assertThat(leftovers(datacenter)).isEmpty();
    }
  }

  @Nested
  class Watch {
    @Test
    void watchHints() throws Exception {
      DatacenterBackend backend = opened();
      var hinted = new AtomicInteger();
      Subscription bad =
          backend.watch(
              () -> {
                throw new IllegalStateException("a watcher with a fault");
              });
      Subscription good = backend.watch(hinted::incrementAndGet);
      NodeSpec web = node(WEB, 0, 1, runs());
      backend.create(web);
      awaitReady(backend, web);
      if (hints()) {
        new Awaiting(backend, eventually()).until("a hint", hinted::get, n -> n > 0);
      }
      bad.close();
      good.close();
      good.close();
      backend.delete(web.id());
      new Awaiting(backend, eventually()).nodes("no node", List::isEmpty);
    }
  }

  @Nested
  class Close {
    @Test
    void closedBackendDoesNotLeak() throws Exception {
      openWatchClose();
      int before = Thread.activeCount();
      for (int i = 0; i < 20; i++) {
        openWatchClose();
      }
      new Awaiting(opened(), eventually())
          .until("no more threads", Thread::activeCount, now -> now < before + 10);
    }

    @Test
    void closeKeepsNodesAndCanBeRepeated() throws Exception {
      DatacenterBackend backend = opened();
      NodeSpec web = node(WEB, 0, 1, runs());
      backend.create(web);
      backend.close();
      assertThatCode(backend::close).doesNotThrowAnyException();
      awaitReady(opened(), web);
    }

    private void openWatchClose() throws Exception {
      try (DatacenterBackend backend = open(datacenter);
          Subscription watched = backend.watch(() -> {})) {
        assertThat(backend.observe()).as("%s", watched).isEmpty();
      }
    }
  }

  private DatacenterBackend opened() throws Exception {
    return opened(datacenter);
  }

  private DatacenterBackend opened(DatacenterId id) throws Exception {
    DatacenterBackend backend = open(id);
    opened.push(new Opened(id, backend));
    return backend;
  }

  private NodeSpec node(ServiceName service, int slot, int incarnation, NodeTemplate template) {
    return new NodeSpec(new NodeId(deployment, service, slot, incarnation), template, 1, 1);
  }

  private ObservedNode awaitReady(DatacenterBackend backend, NodeSpec spec) throws Exception {
    return new Awaiting(backend, eventually())
        .node(spec.id(), "ready", n -> n.state() == NodeState.READY);
  }

  private void atOnce(int times, Callable<?> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        running.add(threads.submit(work));
      }
      for (Future<?> one : running) {
        one.get(eventually().toMillis(), TimeUnit.MILLISECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static NodeTemplate withImage(NodeTemplate t, String image) {
    return new NodeTemplate(image, t.args(), t.env(), t.resources(), t.ports());
  }

  private static NodeTemplate withResources(NodeTemplate t, Resources resources) {
    return new NodeTemplate(t.image(), t.args(), t.env(), resources, t.ports());
  }

  private static DatacenterId newDatacenter() {
    return new DatacenterId("kit-" + UUID.randomUUID().toString().substring(0, 8));
  }
}
