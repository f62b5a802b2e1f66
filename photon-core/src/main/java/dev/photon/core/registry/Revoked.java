package dev.photon.core.registry;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.EncodedRevocations;
import dev.photon.crypto.Identity;
import dev.photon.crypto.RevocationList;
import dev.photon.crypto.Revocations;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What has been revoked: identities in the store, and their certificates in a list that the
 * registry's authority has signed. A certificate that has expired leaves the list. Thread-safe.
 */
final class Revoked implements Revocations {
  /** After this long the list is signed again, so that its readers know that it is the newest. */
  private static final Duration FRESH = Duration.ofMinutes(10);

  private final Store store;
  private final RoleRuntime runtime;
  private final Supplier<CertificateAuthority> authority;
  private volatile Signed signed;

  /** A list, and as it is told. */
  private record Signed(RevocationList list, EncodedRevocations told) {}

  /** What the list is made from. */
  private record Stored(long number, Map<BigInteger, Instant> serials) {}

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
      RevocationList list = signer.revocationList(stored.number(), stored.serials());
      return new Signed(list, new EncodedRevocations(list.encoded(), signer.signers()));
    } catch (CertificateRejectedException e) {
      throw new IllegalStateException("what is revoked cannot be signed: " + e.getMessage(), e);
    }
  }

  private Stored stored(Transaction tx) {
    Map<BigInteger, Instant> serials = new HashMap<>();
    tx.query(
            "SELECT serial, since FROM issued JOIN revocation"
                + " ON revocation.identity = issued.identity WHERE until > ?",
            row ->
                Map.entry(
                    new BigInteger(row.text("serial"), 16),
                    Instant.ofEpochMilli(row.number("since"))),
            runtime.now().toEpochMilli())
        .forEach(entry -> serials.put(entry.getKey(), entry.getValue()));
    return new Stored(number(tx), serials);
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
