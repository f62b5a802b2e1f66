package dev.photon.core.registry;

import static java.util.stream.Collectors.toSet;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Identity;
import dev.photon.crypto.RevocationList;
import dev.photon.crypto.Revocations;
import dev.photon.crypto.Role;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has been revoked: identities in the store, and their certificates in a list that the root
 * has signed. A certificate that has expired leaves the list. Accounts are also named in it.
 * Thread-safe.
 */
final class Revoked implements Revocations {
  /** After this long the list is signed again, so that its readers know that it is the newest. */
  private static final Duration FRESH = Duration.ofMinutes(10);

  /**
   * How long a revoked account is named: what metacenters have certified for it before, 90 days at
   * most, has ended then, and is not renewed.
   */
  private static final Duration LONGEST_ACCESS = Duration.ofDays(100);

  /** The reason of what has been deleted; none that somebody gives is empty. */
  private static final String GONE = "";

  /**
   * Of the certificates of what has been deleted only so many, the newest, are in the list: it must
   * not get longer than is read because somebody creates and deletes all day.
   */
  private static final int MOST_GONE = 5_000;

  private final Store store;
  private final RoleRuntime runtime;
  private final CertificateAuthority root;
  private volatile RevocationList list;

  /** What the list is made from. */
  private record Stored(long number, Map<BigInteger, Instant> serials, Set<String> accounts) {}

  Revoked(Store store, RoleRuntime runtime, CertificateAuthority root) {
    this.store = store;
    this.runtime = runtime;
    this.root = root;
    this.list = sign();
  }

  private RevocationList sign() {
    Stored stored = store.read(this::stored);
    try {
      return root.revocationList(stored.number(), stored.serials(), stored.accounts());
    } catch (CertificateRejectedException e) {
      throw new IllegalStateException("what is revoked cannot be signed: " + e.getMessage(), e);
    }
  }

  private Stored stored(Transaction tx) {
    Map<BigInteger, Instant> serials = new HashMap<>();
    add(serials, tx, " AND reason <> '" + GONE + "'");
    add(serials, tx, " AND reason = '" + GONE + "' ORDER BY number DESC LIMIT " + MOST_GONE);
    return new Stored(number(tx), serials, accounts(tx));
  }

  private void add(Map<BigInteger, Instant> serials, Transaction tx, String which) {
    tx.query(
            "SELECT serial, since FROM issued JOIN revocation"
                + " ON revocation.identity = issued.identity WHERE until > ?"
                + which,
            row ->
                Map.entry(
                    new BigInteger(row.text("serial"), 16),
                    Instant.ofEpochMilli(row.number("since"))),
            runtime.now().toEpochMilli())
        .forEach(entry -> serials.put(entry.getKey(), entry.getValue()));
  }

  private Set<String> accounts(Transaction tx) {
    return tx
        .query(
            "SELECT identity FROM revocation WHERE since > ?",
            row -> Identity.parse(row.text("identity")),
            runtime.now().minus(LONGEST_ACCESS).toEpochMilli())
        .stream()
        .filter(identity -> identity.role() == Role.ACCOUNT)
        .map(identity -> identity.account().orElseThrow())
        .collect(toSet());
  }

  /** Revokes an identity in the transaction; then {@link #refresh} has to be called. */
  void revoke(Transaction tx, Identity identity, String reason) {
    tx.update(
        "INSERT INTO revocation (number, identity, since, reason)"
            + " VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM revocation), ?, ?, ?)"
            + " ON CONFLICT (identity) DO NOTHING",
        identity.uri(),
        runtime.now().toEpochMilli(),
        reason);
  }

  /** Revokes what has been deleted, in the transaction; then {@link #refresh} has to be called. */
  void gone(Transaction tx, Identity identity) {
    revoke(tx, identity, GONE);
  }

  /** Signs a list of what the store says now. */
  synchronized void refresh() {
    list = sign();
  }

  /** Takes up what another process on the same store has revoked. */
  void look() {
    if (store.read(Revoked::number) != list.number()) {
      refresh();
    }
  }

  private static long number(Transaction tx) {
    return tx.first("SELECT COALESCE(MAX(number), 0) AS n FROM revocation", row -> row.number("n"))
        .orElse(0L);
  }

  static boolean isRevoked(Transaction tx, Identity identity) {
    return tx.first(
            "SELECT identity FROM revocation WHERE identity = ?",
            row -> row.text("identity"),
            identity.uri())
        .isPresent();
  }

  /** The newest list in DER; empty if the one that is known is. */
  Optional<byte[]> newerThan(long known) {
    if (list.issued().plus(FRESH).isBefore(runtime.now())) {
      refresh();
    }
    RevocationList newest = list;
    return known >= newest.number() ? Optional.empty() : Optional.of(newest.encoded());
  }

  @Override
  public boolean isRevoked(Identity issuer, BigInteger serial) {
    RevocationList newest = list;
    return newest.issuer().equals(issuer) && newest.contains(serial);
  }

  @Override
  public long version() {
    return list.number();
  }
}
