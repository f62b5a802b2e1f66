package dev.photon.core.metacenter;

import dev.photon.core.store.Row;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.Access;
import dev.photon.spi.api.AccessRequest;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Right;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who was given access to a metacenter: one row an address. */
final class AccessTable {
  /** More would be a community, not a team. */
  static final int MOST = 1_000;

  private static final String COLUMNS =
      "SELECT email, may, until, account FROM access WHERE metacenter = ? AND until > ?";

  private AccessTable() {}

  private static Access read(Row row) {
    return new Access(
        row.text("email"),
        Right.valueOf(row.text("may")),
        Instant.ofEpochMilli(row.number("until")),
        row.textIfAny("account").map(AccountId::new));
  }

  static List<Access> all(Transaction tx, DeploymentId id, Instant now) {
    return tx.query(COLUMNS + " ORDER BY email", AccessTable::read, id.value(), now.toEpochMilli());
  }

  /** The most that an account was given. */
  static Optional<Access> of(Transaction tx, DeploymentId id, AccountId account, Instant now) {
    return tx
        .query(
            COLUMNS + " AND account = ?",
            AccessTable::read,
            id.value(),
            now.toEpochMilli(),
            account.value())
        .stream()
        .max(Comparator.comparing(Access::right).thenComparing(Access::until));
  }

  static Access put(Transaction tx, DeploymentId id, AccessRequest request, Instant now) {
    // What has ended is of no use to anybody.
    tx.update(
        "DELETE FROM access WHERE metacenter = ? AND (until <= ? OR email = ?)",
        id.value(),
        now.toEpochMilli(),
        request.email());
    Instant until = now.plus(request.span());
    tx.update(
        "INSERT INTO access (metacenter, email, may, until, code) VALUES (?, ?, ?, ?, ?)",
        id.value(),
        request.email(),
        request.right().name(),
        until.toEpochMilli(),
        request.codeDigest());
    return new Access(
        request.email(),
        request.right(),
        Instant.ofEpochMilli(until.toEpochMilli()),
        Optional.empty());
  }

  /** Gives the access of a code to the account that shows it, unless another one has before. */
  static Optional<Access> accept(
      Transaction tx, DeploymentId id, String codeDigest, AccountId account, Instant now) {
    tx.update(
        "UPDATE access SET account = ?"
            + " WHERE metacenter = ? AND code = ? AND until > ? AND account IS NULL",
        account.value(),
        id.value(),
        codeDigest,
        now.toEpochMilli());
    return tx.first(
        COLUMNS + " AND code = ? AND account = ?",
        AccessTable::read,
        id.value(),
        now.toEpochMilli(),
        codeDigest,
        account.value());
  }

  static void remove(Transaction tx, DeploymentId id, String email) {
    tx.update("DELETE FROM access WHERE metacenter = ? AND email = ?", id.value(), email);
  }
}
