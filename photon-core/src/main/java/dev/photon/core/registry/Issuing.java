package dev.photon.core.registry;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Documents;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Identity;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.RequestKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Calls that bring a key: each is carried out once, for a proven key and an unspent nonce, and a
 * repeat gets the first answer, which is kept in the transaction that the call made its changes in.
 * Thread-safe.
 */
final class Issuing {
  /** How long a repeat gets the first answer. */
  static final Duration ANSWERS_KEPT = Duration.ofDays(1);

  /** How many certificates that count an authority has at most. */
  static final int MOST_OF_AUTHORITY = 100;

  private static final int STRIPES = 1024;

  private final Store store;
  private final RoleRuntime runtime;
  private final Supplier<CertificateAuthority> authority;
  private final Nonces nonces;

  /** One for each call, or for a few that are unlike: else a repeat could overtake its original. */
  private final List<Object> calls = Stream.generate(Object::new).limit(STRIPES).toList();

  /**
   * A public key whose owner has shown that it has the private one.
   *
   * @param digest of the key, in hex
   */
  record ProvenKey(PublicKey key, String digest, Nonce nonce) {}

  /**
   * A call that is carried out once.
   *
   * @param caller who has chosen the key
   * @param request what is asked for: a repeat asks for the same, with the same key
   */
  record Once(String caller, RequestKey key, String request) {}

  /** The leaf or intermediate first, roots last. */
  record Chain(List<X509Certificate> certificates) {
    Chain {
      certificates = List.copyOf(certificates);
    }
  }

  Issuing(
      Store store, RoleRuntime runtime, Supplier<CertificateAuthority> authority, Nonces nonces) {
    this.store = store;
    this.runtime = runtime;
    this.authority = authority;
    this.nonces = nonces;
  }

  String registry() {
    return authority.get().registry();
  }

  /** Checks the signature and strength; the nonce is spent later, by a call that is no repeat. */
  ProvenKey prove(KeyProof proof) {
    try {
      PublicKey key = proof.request().verify(proof.nonce().bytes());
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return new ProvenKey(key, HexFormat.of().formatHex(digest), proof.nonce());
    } catch (CertificateRejectedException e) {
      throw rejected(e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static RuntimeException rejected(CertificateRejectedException e) {
    return Refusal.invalid("key-rejected", String.valueOf(e.getMessage()));
  }

  /** Returns the first answer to this call, or carries it out and keeps its answer. */
  <T> T once(Once call, ProvenKey proven, Class<T> answer, Store.Work<T> work) {
    int stripe = Math.floorMod(List.of(call.caller(), call.key()).hashCode(), STRIPES);
    synchronized (calls.get(stripe)) { // else the nonce is spent, and the answer not there yet
      // Of an unspent nonce there is hardly an answer: the transaction that writes one looks, too.
      boolean fresh = nonces.spend(proven.nonce());
      Optional<String> first =
          fresh ? Optional.empty() : store.read(tx -> firstAnswer(tx, call, proven));
      if (first.isPresent()) {
        return Documents.read(first.get(), answer);
      }
      if (!fresh) {
        throw spent();
      }
      return store.write(tx -> answered(tx, call, proven, answer, work));
    }
  }

  private <T> T answered(
      Transaction tx, Once call, ProvenKey proven, Class<T> answer, Store.Work<T> work) {
    Optional<String> first = firstAnswer(tx, call, proven);
    if (first.isPresent()) { // asked again with a nonce of its own
      return Documents.read(first.get(), answer);
    }
    if (!nonces.spend(tx, proven.nonce())) {
      throw spent();
    }
    T fresh = work.in(tx);
    tx.update(
        "INSERT INTO answer (caller, request_key, request, body, created) VALUES (?, ?, ?, ?, ?)",
        call.caller(),
        call.key().value(),
        call.request() + " " + proven.digest(),
        Documents.write(fresh),
        runtime.now().toEpochMilli());
    return fresh;
  }

  private static RuntimeException spent() {
    return Refusal.invalid(
        "nonce-spent", "the nonce was used before, or is older than five minutes; ask anew");
  }

  private static Optional<String> firstAnswer(Transaction tx, Once call, ProvenKey proven) {
    return tx.first(
        "SELECT request, body FROM answer WHERE caller = ? AND request_key = ?",
        row -> {
          if (!row.text("request").equals(call.request() + " " + proven.digest())) {
            throw Refusal.conflict(
                "request-key-reused",
                "this request key was used for another request",
                "draw a new request key for a new request");
          }
          return row.text("body");
        },
        call.caller(),
        call.key().value());
  }

  /** Whether a key was certified before. */
  boolean isBound(ProvenKey proven) {
    return store.read(tx -> boundTo(tx, proven)).isPresent();
  }

  /** The identity that a key was certified for before. */
  static Optional<String> boundTo(Transaction tx, ProvenKey proven) {
    return tx.first(
        "SELECT identity FROM bound_key WHERE digest = ?",
        row -> row.text("identity"),
        proven.digest());
  }

  /** Binds the key to the identity and certifies it; the leaf or intermediate first, roots last. */
  List<X509Certificate> issue(Transaction tx, ProvenKey proven, Identity identity) {
    if (Revoked.isRevoked(tx, identity)) {
      throw Refusal.denied("revoked", identity + " has been revoked");
    }
    requireFew(tx, identity);
    Optional<String> bound = boundTo(tx, proven);
    if (bound.isPresent() && !bound.get().equals(identity.uri())) {
      throw keyInUse();
    }
    if (bound.isEmpty()) {
      tx.update(
          "INSERT INTO bound_key (digest, identity) VALUES (?, ?)",
          proven.digest(),
          identity.uri());
    }
    try {
      List<X509Certificate> answer = authority.get().answer(proven.key(), identity);
      log(tx, proven, identity, answer.get(0));
      return answer;
    } catch (CertificateRejectedException e) {
      throw rejected(e);
    }
  }

  /** All of an authority's certificates are listed when it is revoked, so there must be few. */
  private void requireFew(Transaction tx, Identity identity) {
    if (!identity.role().isAuthority()) {
      return;
    }
    long counting =
        tx.first(
                "SELECT COUNT(*) AS n FROM issued WHERE identity = ? AND until > ?",
                row -> row.number("n"),
                identity.uri(),
                runtime.now().toEpochMilli())
            .orElse(0L);
    if (counting >= MOST_OF_AUTHORITY) {
      throw Refusal.exhausted(
          "too-many-certificates",
          identity + " has " + counting + " certificates that count",
          "use one of them; it is renewed at half of its life");
    }
  }

  /** Takes down what was issued: for revoking it, and for whoever asks later. */
  private void log(
      Transaction tx, ProvenKey proven, Identity identity, X509Certificate certificate) {
    tx.update(
        "INSERT INTO issued (serial, identity, key_digest, issued, until) VALUES (?, ?, ?, ?, ?)",
        certificate.getSerialNumber().toString(16),
        identity.uri(),
        proven.digest(),
        runtime.now().toEpochMilli(),
        certificate.getNotAfter().toInstant().toEpochMilli());
  }

  /** Certifies a proven key of an identity that has a certificate already. */
  List<X509Certificate> renew(String caller, RequestKey key, Identity identity, KeyProof proof) {
    ProvenKey proven = prove(proof);
    return once(
            new Once(caller, key, "renewal " + identity),
            proven,
            Chain.class,
            tx -> new Chain(issue(tx, proven, identity)))
        .certificates();
  }

  static RuntimeException keyInUse() {
    return Refusal.conflict(
        "key-in-use", "this key has a certificate for something else", "make a key of its own");
  }

  /** Forgets answers that are too old to be asked for again. */
  void forgetOldAnswers() {
    long before = runtime.now().minus(ANSWERS_KEPT).toEpochMilli();
    if (store.read(tx -> anyAnswerBefore(tx, before))) { // a write costs the disk something
      store.write(tx -> tx.update("DELETE FROM answer WHERE created < ?", before));
    }
  }

  private static boolean anyAnswerBefore(Transaction tx, long time) {
    return tx.first(
            "SELECT created FROM answer WHERE created < ? LIMIT 1",
            row -> row.number("created"),
            time)
        .isPresent();
  }
}
