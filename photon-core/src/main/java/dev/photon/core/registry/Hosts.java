package dev.photon.core.registry;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Documents;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.crypto.Identity;
import dev.photon.crypto.PeerVerifier;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.HostInstructions;
import dev.photon.spi.api.HostInstructions.Launch;
import dev.photon.spi.api.HostReport;
import dev.photon.spi.api.HostReport.Hosted;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.MetacenterPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts that host metacenters, and what each shall run. A host is live while it reports; who
 * is live is not stored, and known again a second after a restart. Thread-safe.
 */
final class Hosts {
  static final Duration LIVE = Duration.ofSeconds(10);
  static final int MOST_HOSTED = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(Hosts.class);

  private final Store store;
  private final RoleRuntime runtime;
  private final SecretToken token;
  private final String registry;
  private final Departures departures;
  private final Map<AccountId, Instant> seen = new TreeMap<>();

  /** A metacenter that the host shall run; the place as stored, if it was reported. */
  private record Wanted(Launch launch, Optional<String> place) {}

  Hosts(
      Store store, RoleRuntime runtime, SecretToken token, String registry, Departures departures) {
    this.store = store;
    this.runtime = runtime;
    this.token = token;
    this.registry = registry;
    this.departures = departures;
  }

  HostInstructions update(AccountId host, HostReport report) {
    check(report);
    if (!store.read(tx -> isHost(tx, host))) {
      enrol(host, report);
    }
    List<AccountId> live = nowSeen(host);
    Map<DeploymentId, Wanted> wanted = store.read(tx -> wanted(tx, host));
    Map<DeploymentId, String> moved = moved(report, wanted);
    if (!moved.isEmpty() || store.read(Hosts::anyWithoutHost)) {
      wanted =
          store.write(
              tx -> {
                moved.forEach((id, place) -> savePlace(tx, host, id, place));
                chooseHosts(tx, live);
                return wanted(tx, host);
              });
    }
    Set<DeploymentId> running = new HashSet<>();
    report.hosted().forEach(hosted -> running.add(hosted.id()));
    departures.running(host, running);
    return instructions(running, wanted);
  }

  private static void check(HostReport report) {
    if (report.hosted().size() > MOST_HOSTED) {
      throw Refusal.invalid("out-of-bounds", "a host runs at most " + MOST_HOSTED + " metacenters");
    }
    requireReachable(report.endpoint());
    for (Hosted hosted : report.hosted()) {
      requireReachable(hosted.place().endpoint());
      int certificates = hosted.place().ownerChain().size();
      if (certificates < 1 || certificates > PeerVerifier.MAX_ANSWER) {
        throw Refusal.invalid(
            "out-of-bounds",
            "an owner's chain has 1 to " + PeerVerifier.MAX_ANSWER + " certificates");
      }
    }
  }

  private static void requireReachable(Endpoint endpoint) {
    if (endpoint.port() == 0 || !endpoint.host().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw Refusal.invalid("out-of-bounds", "a host's endpoint must have a host name and a port");
    }
  }

  private static boolean isHost(Transaction tx, AccountId host) {
    return tx.first(
            "SELECT account FROM host WHERE account = ?", row -> row.text("account"), host.value())
        .isPresent();
  }

  private void enrol(AccountId host, HostReport report) {
    if (report.enrolToken().isEmpty()) {
      throw Refusal.denied(
          "not-a-host", "this account does not host metacenters: present the enrol token once");
    }
    if (!token.matches(report.enrolToken().get())) {
      throw Refusal.denied("wrong-enrol-token", "the enrol token is not this registry's");
    }
    store.write(
        tx ->
            tx.update(
                "INSERT INTO host (account, enrolled) VALUES (?, ?) ON CONFLICT DO NOTHING",
                host.value(),
                runtime.now().toEpochMilli()));
    LOG.info("account {} hosts metacenters from now on", host);
  }

  private List<AccountId> nowSeen(AccountId host) {
    synchronized (seen) {
      seen.put(host, runtime.now());
    }
    return live();
  }

  /** The hosts that report. */
  List<AccountId> live() {
    Instant since = runtime.now().minus(LIVE);
    synchronized (seen) {
      seen.values().removeIf(at -> at.isBefore(since));
      return List.copyOf(seen.keySet());
    }
  }

  /** The live host with the fewest metacenters; the first by id among equals. */
  static Optional<AccountId> leastLoaded(Transaction tx, List<AccountId> live) {
    Map<AccountId, Long> loads = loads(tx, live);
    return live.stream()
        .min((a, b) -> Long.compare(loads.getOrDefault(a, 0L), loads.getOrDefault(b, 0L)));
  }

  private static Map<AccountId, Long> loads(Transaction tx, List<AccountId> hosts) {
    Map<AccountId, Long> loads = new HashMap<>();
    for (AccountId host : hosts) {
      tx.first(
              "SELECT COUNT(*) AS n FROM metacenter WHERE host = ?",
              row -> row.number("n"),
              host.value())
          .ifPresent(n -> loads.put(host, n));
    }
    return loads;
  }

  private static boolean anyWithoutHost(Transaction tx) {
    return tx.first("SELECT id FROM metacenter WHERE host IS NULL LIMIT 1", row -> row.text("id"))
        .isPresent();
  }

  /** Gives the metacenters that were asked for while no host was live to those that are. */
  private static void chooseHosts(Transaction tx, List<AccountId> live) {
    List<String> waiting =
        tx.query(
            "SELECT id FROM metacenter WHERE host IS NULL ORDER BY created, id",
            row -> row.text("id"));
    for (String id : waiting) {
      tx.update(
          "UPDATE metacenter SET host = ? WHERE id = ?",
          leastLoaded(tx, live).map(AccountId::value),
          id);
    }
  }

  private static Map<DeploymentId, Wanted> wanted(Transaction tx, AccountId host) {
    Map<DeploymentId, Wanted> wanted = new TreeMap<>();
    tx.query(
            "SELECT id, account, name, owner_key, place FROM metacenter WHERE host = ?",
            row ->
                new Wanted(
                    new Launch(
                        new DeploymentId(row.text("id")),
                        row.text("name"),
                        new AccountId(row.text("account")),
                        Documents.read(row.text("owner_key"), KeyProof.class)),
                    row.textIfAny("place")),
            host.value())
        .forEach(w -> wanted.put(w.launch().id(), w));
    return wanted;
  }

  /** The places that are reported otherwise than they are stored. */
  private Map<DeploymentId, String> moved(HostReport report, Map<DeploymentId, Wanted> wanted) {
    Map<DeploymentId, String> moved = new TreeMap<>();
    for (Hosted hosted : report.hosted()) {
      Wanted there = wanted.get(hosted.id());
      if (there != null) {
        // Whom to expect at that address is not the host's to say.
        Identity metacenter = Identity.metacenter(registry, hosted.id().value());
        String place =
            Documents.write(
                new MetacenterPlace(
                    hosted.place().endpoint().as(metacenter), hosted.place().ownerChain()));
        if (!there.place().equals(Optional.of(place))) {
          moved.put(hosted.id(), place);
        }
      }
    }
    return moved;
  }

  private static int savePlace(Transaction tx, AccountId host, DeploymentId id, String place) {
    return tx.update(
        "UPDATE metacenter SET place = ? WHERE id = ? AND host = ?",
        place,
        id.value(),
        host.value());
  }

  private static HostInstructions instructions(
      Set<DeploymentId> running, Map<DeploymentId, Wanted> wanted) {
    List<Launch> launch = new ArrayList<>();
    wanted.forEach(
        (id, w) -> {
          if (!running.contains(id)) {
            launch.add(w.launch());
          }
        });
    Set<DeploymentId> remove = new HashSet<>(running);
    remove.removeAll(wanted.keySet());
    return new HostInstructions(launch, remove);
  }
}
