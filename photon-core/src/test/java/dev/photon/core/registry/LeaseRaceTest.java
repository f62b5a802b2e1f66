package dev.photon.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.Resources;
import dev.photon.core.registry.RegistryWorld.Account;
import dev.photon.core.store.PostgresServer;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseRequest;
import dev.photon.spi.api.RequestKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred metacenters at once, and room for a hundred. */
class LeaseRaceTest {
  private static final int METACENTERS = 200;
  private static final int ROOM = 100;
  private static final int AT_ONCE = 32;

  @TempDir Path folder;

  @Test
  void onSqliteExactlyAsManyGetALeaseAsHaveRoom() throws Exception {
    try (var world = new RegistryWorld(folder)) {
      race(List.of(world));
    }
  }

  @Test
  void onPostgresqlWithTwoReplicasExactlyAsManyGetALeaseAsHaveRoom() throws Exception {
    try (var server = PostgresServer.start(folder.resolve("postgres"))) {
      String url = server.database("registry");
      try (var one = new RegistryWorld(folder, url, 1);
          var other = new RegistryWorld(folder, url, 2)) {
        race(List.of(one, other));
      }
    }
  }

  private static void race(List<RegistryWorld> replicas) throws Exception {
    RegistryWorld first = replicas.get(0);
    Account ada = first.account("ada@example.org");
    DatacenterId west = first.datacenter(ada, "west").id();
    Resources room = new Resources(ROOM * 1_000L, (long) ROOM << 30, (long) ROOM << 30);
    first
        .as(first.agent(west))
        .datacenterUpdate(
            DatacenterReport.of(
                Offers.with(first.offer(west, "west", 1), new Capacity(room, room, room))));
    List<LeaseId> ids = new ArrayList<>();
    for (int i = 0; i < METACENTERS; i++) {
      DeploymentId shop =
          ada.api().metacenterCreate(first.key(), first.deployment("shop-" + i)).id();
      ids.add(new LeaseId(shop, 1));
    }

    List<Callable<Optional<Lease>>> calls = new ArrayList<>();
    for (LeaseId id : ids) {
      RegistryWorld replica = replicas.get(calls.size() % replicas.size());
      calls.add(() -> open(replica, first.lease(id, west, 1)));
    }
    List<Lease> leases = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (Future<Optional<Lease>> answer : threads.invokeAll(calls)) {
        answer.get().ifPresent(leases::add);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(leases).hasSize(ROOM);
    for (RegistryWorld replica : replicas) {
      assertThat(replica.as(ada.identity()).leaseList(Optional.empty()))
          .containsExactlyInAnyOrderElementsOf(leases);
    }
    LeaseId last = leases.get(0).id();
    first.as(first.metacenter(last.deployment())).leaseClose(first.key(), last);
    RegistryWorld other = replicas.get(replicas.size() - 1);
    LeaseId again = new LeaseId(last.deployment(), 2);
    assertThat(open(other, first.lease(again, west, 1))).as("what was given back").isPresent();
    assertThat(open(other, first.lease(new LeaseId(last.deployment(), 3), west, 1))).isEmpty();
  }

  /** A lease, or a clear refusal. */
  private static Optional<Lease> open(RegistryWorld replica, LeaseRequest request) {
    try {
      return Optional.of(
          replica
              .as(replica.metacenter(request.id().deployment()))
              .leaseOpen(new RequestKey("open-" + request.id()), request));
    } catch (ApiException e) {
      assertThat(e.status()).isEqualTo(Status.EXHAUSTED);
      assertThat(e.reason()).isEqualTo("no-room");
      assertThat(e).hasMessageContaining("1 cpus of 0");
      return Optional.empty();
    }
  }
}
