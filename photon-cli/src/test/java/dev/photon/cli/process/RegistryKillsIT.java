package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.core.usage.Ledger;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.MetacenterSummary;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A registry is killed at random points of a mixed load, and so is the database of another: every
 * acknowledged call is there, and none was carried out twice. {@code -Dphoton.kills=300} makes it
 * long.
 */
class RegistryKillsIT {
  private static final Duration MOST = Duration.ofSeconds(150);
  private static final int KILLS = Integer.getInteger("photon.kills", 12);
  private static final int RESTARTS = Math.max(2, KILLS / 4);

  @TempDir private Path folder = Path.of("");

  private PhotonProcess registry(String listen, String... more) throws Exception {
    return new Commands(folder, MOST).registry("state", listen, more);
  }

  private RegistryLoad load(PhotonProcess registry) throws Exception {
    return new RegistryLoad(
        folder.resolve("people"),
        endpoint(registry.ready("registry")),
        CertificateFingerprint.parse(registry.ready("ca-fingerprint")),
        Files.readString(Path.of(registry.ready("enrol-token-file"))).strip());
  }

  private static Endpoint endpoint(String address) {
    int colon = address.lastIndexOf(':');
    return Endpoint.of(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  @Test
  void whatWasAcknowledgedSurvivesAnyKillOfTheRegistry() throws Exception {
    Random random = new Random(4);
    PhotonProcess registry = registry("127.0.0.1:0");
    try (RegistryLoad load = load(registry)) {
      String address = registry.ready("registry");
      load.begin();
      for (int kill = 0; kill < KILLS; kill++) {
        more(load, 20 + random.nextInt(200));
        registry.kill();
        registry = registry(address);
      }
      more(load, 100);
      load.finish();
      assertThat(load.repeated.get()).as("some calls were cut off").isPositive();
      assertWhole(load);
    } finally {
      registry.close();
    }
  }

  @Test
  void whatWasAcknowledgedSurvivesRestartsOfTheDatabase() throws Exception {
    Random random = new Random(5);
    try (Postgres postgres = new Postgres(folder.resolve("postgres"));
        PhotonProcess registry = registry("127.0.0.1:0", "--store", postgres.url());
        RegistryLoad load = load(registry)) {
      load.begin();
      for (int restart = 0; restart < RESTARTS; restart++) {
        more(load, 20 + random.nextInt(100));
        postgres.stop();
        postgres.startAgain();
      }
      more(load, 50);
      load.finish();
      assertWhole(load);
    }
  }

  /** Until so many more calls were acknowledged. */
  private static void more(RegistryLoad load, int calls) throws Exception {
    long enough = load.acknowledged.get() + calls;
    Waiting.until(MOST, calls + " more answers", load.acknowledged::get, n -> n >= enough);
  }

  private static void assertWhole(RegistryLoad load) throws Exception {
    Map<String, String> deployments = new HashMap<>();
    for (MetacenterSummary each : load.owner.accountMetacenters()) {
      assertThat(deployments.put(each.name(), each.id().value())).isNull();
    }
    Map<String, String> created = new HashMap<>();
    load.created.forEach((name, id) -> created.put(name, id.value()));
    assertThat(deployments).isEqualTo(created);

    Set<LeaseId> open = new TreeSet<>(load.opened.keySet());
    open.removeAll(load.closed);
    List<Lease> listed = load.owner.leaseList(Optional.empty());
    assertThat(listed).extracting(Lease::id).containsExactlyInAnyOrderElementsOf(open);
    assertThat(listed).hasSizeLessThanOrEqualTo(RegistryLoad.ROOM);
    for (Lease lease : listed) {
      assertThat(
              load.metacenter(lease.id().deployment())
                  .leaseOpen(RegistryLoad.key(lease.id()), load.request(lease.id())))
          .as("a repeat")
          .isEqualTo(load.opened.get(lease.id()));
    }
    assertLedger(load);
  }

  private static void assertLedger(RegistryLoad load) throws Exception {
    List<UsageEntry> all =
        Waiting.until(
            MOST, "all is settled", () -> ledger(load), l -> l.size() == load.used.size());
    Map<LeaseId, List<UsageEntry>> chains =
        all.stream().collect(Collectors.groupingBy(UsageEntry::lease));
    chains.forEach(
        (lease, chain) -> {
          assertThat(Ledger.fault(chain)).isEmpty();
          assertThat(chain.stream().mapToLong(UsageEntry::charged).sum())
              .isEqualTo(
                  load.used.getOrDefault(lease, -1L)
                      * RegistryLoad.PRICE.microDollarsPerHour()
                      / 3_600_000);
        });
  }

  private static List<UsageEntry> ledger(RegistryLoad load) {
    List<UsageEntry> all = new ArrayList<>();
    UsageQuery query = UsageQuery.ALL;
    List<UsageEntry> page;
    do {
      page = load.owner.usageList(query);
      all.addAll(page);
      if (!page.isEmpty()) {
        query = query.behind(page.get(page.size() - 1));
      }
    } while (!page.isEmpty());
    return all;
  }
}
