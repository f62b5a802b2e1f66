package dev.photon.core.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import dev.photon.spi.BackendException;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.ObservedNode;
import dev.photon.spi.testing.DatacenterBackendConformance;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A backend that breaks a rule on purpose fails the test that is named after the rule. */
class ConformanceKitTest {
  private static Fault current = new Fault("", "", sound -> sound);

  /** Which rule is broken, and by which test that shows. */
  private record Fault(String nested, String test, UnaryOperator<DatacenterBackend> spoil) {
    @Override
    public String toString() {
      return test;
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault("Create", "createIsIdempotent", StartsAnew::new),
        new Fault("Create", "unknownImageIsRefusedAsImageNotFound", OtherKind::new),
        new Fault("Create", "noCapacityIsRefused", OtherKind::new),
        new Fault("Observe", "observedFieldsAreThoseOfTheSpec", Rewriting::new),
        new Fault("Observe", "anExitedNodeIsDeadWithItsStatus", Rewriting::new),
        new Fault("Delete", "deleteRemoves", DeletesNothing::new),
        new Fault("Delete", "deleteOfUnknownIsDone", DeletesNothing::new),
        new Fault("HasCapacity", "capacityShrinksByWhatIsReserved", Endless::new),
        new Fault("Allow", "allowIsWholeAndRepeatable", Adds::new),
        new Fault("Watch", "watchHints", Silent::new),
        new Fault("Close", "closedBackendDoesNotLeak", Leaks::new));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aBrokenRuleFailsItsTest(Fault fault) {
    assertThat(failures(fault)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aSoundBackendPasses(Fault fault) {
    assertThat(failures(new Fault(fault.nested, fault.test, sound -> sound))).isZero();
  }

  private static long failures(Fault fault) {
    current = fault;
    var tests =
        EngineTestKit.engine("junit-jupiter")
            .selectors(
                selectNestedMethod(
                    List.of(Broken.class.getName()),
                    DatacenterBackendConformance.class.getName() + "$" + fault.nested,
                    fault.test))
            .execute()
            .testEvents();
    assertThat(tests.finished().count()).as("tests that were run").isEqualTo(1);
    return tests.failed().count();
  }

  /** The kit, on a backend with the current fault. Run by the test above only. */
  static class Broken extends SimulatedBackendConformanceTest {
    @Override
    protected DatacenterBackend open(DatacenterId id) {
      return current.spoil.apply(super.open(id));
    }

    @Override
    protected Duration eventually() {
      return Duration.ofMillis(400);
    }
  }

  /** Asked again, it makes the node again. */
  private static final class StartsAnew extends SpoiledBackend {
    StartsAnew(DatacenterBackend sound) {
      super(sound);
    }

    @Override
    public void create(NodeSpec node) throws BackendException {
      sound.delete(node.id());
      sound.create(node);
    }
  }

  /** Refuses for another reason, or, where there is no room, not at all. */
  private static final class OtherKind extends SpoiledBackend {
    OtherKind(DatacenterBackend sound) {
      super(sound);
    }

    @Override
    public void create(NodeSpec node) throws BackendException {
      try {
        sound.create(node);
      } catch (BackendException e) {
        if (e.kind() != BackendException.Kind.NO_CAPACITY) {
          throw new BackendException(BackendException.Kind.INVALID, "no", e);
        }
      }
    }
  }

  /** Forgets the epoch, and calls all nodes ready. */
  private static final class Rewriting extends SpoiledBackend {
    Rewriting(DatacenterBackend sound) {
      super(sound);
    }

    @Override
    public List<ObservedNode> observe() throws BackendException {
      return sound.observe().stream().map(Rewriting::rewritten).toList();
    }

    private static ObservedNode rewritten(ObservedNode n) {
      return new ObservedNode(
          n.id(),
          NodeState.READY,
          n.fingerprint(),
          n.revision(),
          0,
          n.detail(),
          n.since(),
          n.addresses(),
          n.reserved());
    }
  }

  /** Does not delete what is there, and complains of what is not. */
  private static final class DeletesNothing extends SpoiledBackend {
    DeletesNothing(DatacenterBackend sound) {
      super(sound);
    }

    @Override
    public void delete(NodeId id) throws BackendException {
      if (sound.observe().stream().noneMatch(n -> n.id().equals(id))) {
        throw new BackendException(BackendException.Kind.INVALID, "there is no " + id);
      }
    }
  }

  private static final class Endless extends SpoiledBackend {
    Endless(DatacenterBackend sound) {
      super(sound);
    }

    @Override
    public Capacity capacity() throws BackendException {
      Capacity real = sound.capacity();
      return new Capacity(real.total(), real.total(), real.largestNode());
    }
  }

  /** Lets through what was ever allowed. */
  private static final class Adds extends SpoiledBackend {
    private final Set<Connection> all = new HashSet<>();

    Adds(DatacenterBackend sound) {
      super(sound);
    }

    @Override
    public void allow(DeploymentId deployment, Set<Connection> whole) throws BackendException {
      all.addAll(whole);
      sound.allow(deployment, all);
    }
  }

  private static final class Silent extends SpoiledBackend {
    Silent(DatacenterBackend sound) {
      super(sound);
    }

    @Override
    public Subscription watch(Runnable changed) {
      return Subscription.NONE;
    }
  }

  /** Leaves a thread behind, for a while. */
  private static final class Leaks extends SpoiledBackend {
    Leaks(DatacenterBackend sound) {
      super(sound);
      var never = new CountDownLatch(1);
      var thread =
          new Thread(
              () -> {
                try {
                  assertThat(never.await(5, TimeUnit.SECONDS)).isFalse();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
  }
}
