package dev.photon.core.registry;

import static java.util.stream.Collectors.toSet;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.EncodedRevocations;
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
import java.util.function.Supplier;

/**
 * What has been revoked: identities in the store, and their certificates in a list that the
 * registry's authority has signed. A certificate that has expired leaves the list. Accounts are
 * also named in it. Thread-safe.
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

  /**
   * Of an account so many certificates are in the list, the newest: it is also named, and asks for
   * as many as it likes. Authorities do not get more ({@link Issuing#MOST_OF_AUTHORITY}).
   */
  private static final int MOST_OF_ONE = 100;

  /** How many certificates are listed at most: a list of 3 MiB has room for some 80 000. */
  private static final int MOST = 70_000;

  /** From here on only the operator revokes: strangers must not fill the list. */
  private static final int MOST_BY_OWNERS = 40_000;

  private final Store store;
  private final RoleRuntime runtime;
  private final Supplier<CertificateAuthority> authority;
  private volatile Signed signed;

  /** A list, and as it is told. */
  private record Signed(RevocationList list, EncodedRevocations told) {}

  /** What the list is made from. */
  private record Stored(long number, Map<BigInteger, Instant> serials, Set<String> accounts) {}

  Revoked(Store store, RoleRuntime runtime, Supplier<CertificateAuthority> authority) {
    this.store = store;
    this.runtime = runtime;
    this.authority = authority;
    this.signed = sign();
  }

  private Signed sign() {
    Stored stored = store.read(this::stored);
    CertificateAuthority signer = authority.get();
    try {
      RevocationList list =
          signer.revocationList(stored.number(), stored.serials(), stored.accounts());
      return new Signed(list, new EncodedRevocations(list.encoded(), signer.signers()));
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
            "SELECT serial, since FROM (SELECT serial, since, reason, number,"
                + " ROW_NUMBER() OVER (PARTITION BY issued.identity ORDER BY until DESC) AS nth"
                + " FROM issued JOIN revocation ON revocation.identity = issued.identity"
                + " WHERE until > ?) AS listed WHERE nth <= "
                + MOST_OF_ONE
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
            + " VALUES (?, ?, ?, ?) ON CONFLICT (identity) DO NOTHING",
        number(tx) + 1,
        identity.uri(),
        runtime.now().toEpochMilli(),
        reason);
  }

  /** Throws if there is no room for more. */
  void requireRoom(boolean operates) {
    int listed = signed.list().size();
    if (listed >= MOST) {
      throw Refusal.exhausted(
          "revocations-full",
          listed + " certificates are revoked and have not expired: the list is full",
          "take the account's hosts and datacenters off the network until some have");
    }
    if (listed >= MOST_BY_OWNERS && !operates) {
      throw Refusal.exhausted(
          "revocations-full",
          listed + " certificates are revoked already, more than owners may",
          "ask the registry's operator, who can");
    }
  }

  /** Revokes what has been deleted, in the transaction; then {@link #refresh} has to be called. */
  void gone(Transaction tx, Identity identity) {
    revoke(tx, identity, GONE);
  }

  /** Signs a list of what the store says now. */
  synchronized void refresh() {
    signed = sign();
  }

  /** Takes up what another process on the same store has revoked. */
  void look() {
    if (store.read(Revoked::number) != signed.list().number()) {
      refresh();
    }
  }

  private static long number(Transaction tx) {
    return tx.first(
            "SELECT COALESCE(MAX(number), 0) AS n FROM (SELECT number FROM revocation UNION ALL"
                + " SELECT number FROM revocation_base) AS numbers",
            row -> row.number("n"))
        .orElse(0L);
  }

  /**
   * Has numbers go on from beyond those that were given out and are not known here. Seconds since
   * 1970 are: fewer are given out than there are seconds, also between two of these calls.
   */
  static int skipNumbers(Transaction tx, Instant now) {
    return tx.update(
        "INSERT INTO revocation_base (number) VALUES (?)",
        Math.max(number(tx) + 1, now.getEpochSecond()));
  }

  static boolean isRevoked(Transaction tx, Identity identity) {
    return tx.first(
            "SELECT identity FROM revocation WHERE identity = ?",
            row -> row.text("identity"),
            identity.uri())
        .isPresent();
  }

  /** The newest list; empty if the one that is known is. */
  Optional<EncodedRevocations> newerThan(long known) {
    if (signed.list().issued().plus(FRESH).isBefore(runtime.now())) {
      refresh();
    }
    Signed newest = signed;
    return known >= newest.list().number() ? Optional.empty() : Optional.of(newest.told());
  }

  @Override
  public boolean isRevoked(Identity issuer, BigInteger serial) {
    return signed.list().isRevoked(issuer, serial);
  }

  @Override
  public long version() {
    return signed.list().number();
  }
}
