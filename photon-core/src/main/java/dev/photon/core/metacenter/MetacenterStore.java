package dev.photon.core.metacenter;

import dev.photon.config.DatacenterName;
import dev.photon.core.rollout.ClusterViews;
import dev.photon.core.store.Documents;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.MatchResult.Candidate;
import dev.photon.spi.api.MetacenterPlace;
import dev.photon.spi.api.RequestKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of the metacenters of a host. */
final class MetacenterStore {
  /** How long a repeated call finds its first answer. */
  private static final Duration ANSWERS_KEPT = Duration.ofDays(1);

  private final Store store;

  MetacenterStore(Store store) {
    this.store = store;
  }

  /** A metacenter as stored. */
  record Stored(
      DeploymentId id,
      String name,
      AccountId owner,
      MetacenterPlace access,
      boolean deleting,
      Announced announced) {}

  /** A revision as stored. */
  record StoredRevision(long number, String document) {}

  Store store() {
    return store;
  }

  List<Stored> all() {
    return store.read(
        tx ->
            tx.query(
                "SELECT id, name, owner, access, deleting, announced FROM metacenter ORDER BY id",
                row ->
                    new Stored(
                        new DeploymentId(row.text("id")),
                        row.text("name"),
                        new AccountId(row.text("owner")),
                        Documents.read(row.text("access"), MetacenterPlace.class),
                        row.number("deleting") != 0,
                        Documents.read(row.text("announced"), Announced.class))));
  }

  void launch(Stored metacenter) {
    store.write(
        tx ->
            tx.update(
                "INSERT INTO metacenter (id, name, owner, access, announced) VALUES (?, ?, ?, ?, ?)"
                    + " ON CONFLICT (id) DO NOTHING",
                metacenter.id().value(),
                metacenter.name(),
                metacenter.owner().value(),
                Documents.write(metacenter.access()),
                Documents.write(metacenter.announced())));
  }

  void forget(DeploymentId id) {
    store.write(
        tx -> {
          for (String table :
              List.of("revision", "metacenter_answer", "assignment", "cluster_view", "access")) {
            tx.update("DELETE FROM " + table + " WHERE metacenter = ?", id.value());
          }
          tx.update("DELETE FROM event WHERE log = ?", id.value());
          tx.update("DELETE FROM lease_meter WHERE deployment = ?", id.value());
          tx.update("DELETE FROM usage_due WHERE deployment = ?", id.value());
          return tx.update("DELETE FROM metacenter WHERE id = ?", id.value());
        });
  }

  Optional<StoredRevision> newest(DeploymentId id) {
    return store.read(tx -> newest(tx, id));
  }

  Optional<StoredRevision> newest(Transaction tx, DeploymentId id) {
    return tx.first(
        "SELECT number, document FROM revision WHERE metacenter = ? ORDER BY number DESC LIMIT 1",
        row -> new StoredRevision(row.number("number"), row.text("document")),
        id.value());
  }

  void addRevision(Transaction tx, DeploymentId id, StoredRevision revision, Instant now) {
    tx.update(
        "INSERT INTO revision (metacenter, number, document, created) VALUES (?, ?, ?, ?)",
        id.value(),
        revision.number(),
        revision.document(),
        now.toEpochMilli());
  }

  void markDeleting(Transaction tx, DeploymentId id) {
    tx.update("UPDATE metacenter SET deleting = 1 WHERE id = ?", id.value());
  }

  boolean deleting(Transaction tx, DeploymentId id) {
    return tx.first(
            "SELECT deleting FROM metacenter WHERE id = ?",
            row -> row.number("deleting") != 0,
            id.value())
        .orElse(true);
  }

  /** Runs a change once for each request key of a caller; a repeat gets the first answer. */
  <T> T once(
      DeploymentId id,
      AccountId caller,
      RequestKey key,
      Instant now,
      Class<T> type,
      Change<T> change) {
    return store.write(
        tx -> {
          Optional<T> first =
              tx.first(
                  "SELECT answer FROM metacenter_answer"
                      + " WHERE metacenter = ? AND caller = ? AND request = ?",
                  row -> Documents.read(row.text("answer"), type),
                  id.value(),
                  caller.value(),
                  key.value());
          if (first.isPresent()) {
            return first.get();
          }
          T answer = change.in(tx);
          tx.update(
              "DELETE FROM metacenter_answer WHERE metacenter = ? AND created < ?",
              id.value(),
              now.minus(ANSWERS_KEPT).toEpochMilli());
          tx.update(
              "INSERT INTO metacenter_answer (metacenter, caller, request, answer, created)"
                  + " VALUES (?, ?, ?, ?, ?)",
              id.value(),
              caller.value(),
              key.value(),
              Documents.write(answer),
              now.toEpochMilli());
          return answer;
        });
  }

  /** A change that gives an answer. */
  interface Change<T> {
    T in(Transaction tx);
  }

  List<Assignment> assignments(DeploymentId id) {
    return store.read(
        tx ->
            tx.query(
                "SELECT entry, epoch, leaving, candidate, lease FROM assignment WHERE metacenter = ?"
                    + " ORDER BY entry, epoch",
                row ->
                    new Assignment(
                        DatacenterName.of(row.text("entry")),
                        row.number("epoch"),
                        row.number("leaving") != 0,
                        Documents.read(row.text("candidate"), Candidate.class),
                        row.textIfAny("lease").map(text -> Documents.read(text, Lease.class))),
                id.value()));
  }

  void assign(DeploymentId id, List<Assignment> assignments) {
    store.write(
        tx -> {
          for (Assignment a : assignments) {
            tx.update(
                "INSERT INTO assignment (metacenter, entry, epoch, leaving, candidate)"
                    + " VALUES (?, ?, ?, ?, ?)",
                id.value(),
                a.entry().value(),
                a.epoch(),
                a.leaving() ? 1 : 0,
                Documents.write(a.candidate()));
            tx.update(
                "UPDATE metacenter SET epoch = ? WHERE id = ? AND epoch < ?",
                a.epoch(),
                id.value(),
                a.epoch());
          }
          return assignments.size();
        });
  }

  /** The epoch of the last assignment that there ever was; 0 before the first. */
  long lastEpoch(DeploymentId id) {
    return store.read(
        tx ->
            tx.first(
                    "SELECT epoch FROM metacenter WHERE id = ?",
                    row -> row.number("epoch"),
                    id.value())
                .orElse(0L));
  }

  /** Keeps what was agreed for an assignment. */
  void lease(DeploymentId id, Assignment assignment) {
    store.write(
        tx ->
            tx.update(
                "UPDATE assignment SET lease = ? WHERE metacenter = ? AND entry = ? AND epoch = ?",
                assignment.lease().map(Documents::write),
                id.value(),
                assignment.entry().value(),
                assignment.epoch()));
  }

  void leave(DeploymentId id, Assignment assignment) {
    store.write(
        tx -> {
          tx.update(
              "DELETE FROM cluster_view WHERE metacenter = ? AND entry = ?",
              id.value(),
              assignment.entry().value());
          return tx.update(
              "UPDATE assignment SET leaving = 1 WHERE metacenter = ? AND entry = ? AND epoch = ?",
              id.value(),
              assignment.entry().value(),
              assignment.epoch());
        });
  }

  void drop(DeploymentId id, Assignment assignment) {
    store.write(
        tx ->
            tx.update(
                "DELETE FROM assignment WHERE metacenter = ? AND entry = ? AND epoch = ?",
                id.value(),
                assignment.entry().value(),
                assignment.epoch()));
  }

  Map<DatacenterName, ClusterViews> views(DeploymentId id) {
    Map<DatacenterName, ClusterViews> views = new TreeMap<>();
    store
        .read(
            tx ->
                tx.query(
                    "SELECT entry, views FROM cluster_view WHERE metacenter = ?",
                    row ->
                        Map.entry(
                            DatacenterName.of(row.text("entry")),
                            Documents.read(row.text("views"), ClusterViews.class)),
                    id.value()))
        .forEach(e -> views.put(e.getKey(), e.getValue()));
    return views;
  }

  void keep(
      Transaction tx,
      DeploymentId id,
      Map<DatacenterName, ClusterViews> views,
      Announced announced) {
    views.forEach(
        (entry, view) ->
            tx.update(
                "INSERT INTO cluster_view (metacenter, entry, views) VALUES (?, ?, ?)"
                    + " ON CONFLICT (metacenter, entry) DO UPDATE SET views = excluded.views",
                id.value(),
                entry.value(),
                Documents.write(view)));
    tx.update(
        "UPDATE metacenter SET announced = ? WHERE id = ?", Documents.write(announced), id.value());
  }
}
