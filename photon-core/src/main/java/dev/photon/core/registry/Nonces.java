package dev.photon.core.registry;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.Nonce;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Numbers that are good once, for five minutes. A nonce carries its own time and a code that only
 * this registry can make, so that giving one out costs no memory whoever asks how often; only those
 * that were spent are remembered. In a store of one process that is in memory, and a restart makes
 * all invalid; in one that is shared, the replicas share the secret, and a nonce is spent in the
 * transaction that it is spent for. Thread-safe.
 */
final class Nonces {
  static final Duration LIFE = Duration.ofMinutes(5);

  /** More cannot be spent in five minutes than the store commits; this is beyond it. */
  private static final int MOST_SPENT = 1_000_000;

  private static final int CODE = 16;

  private final RoleRuntime runtime;
  private final SecretKeySpec secret;
  private final boolean shared;

  /** The random numbers of spent nonces, by the second in which they were given. */
  private final NavigableMap<Long, Set<Long>> spent = new TreeMap<>();

  private int remembered;

  private Nonces(RoleRuntime runtime, byte[] secret, boolean shared) {
    this.runtime = runtime;
    this.secret = new SecretKeySpec(secret, "HmacSHA256");
    this.shared = shared;
  }

  /** Those of a registry with that store. */
  static Nonces of(Store store, RoleRuntime runtime) {
    byte[] fresh = new byte[32];
    new SecureRandom().nextBytes(fresh);
    return store.isShared()
        ? new Nonces(runtime, store.write(tx -> secret(tx, fresh)), true)
        : new Nonces(runtime, fresh, false);
  }

  private static byte[] secret(Transaction tx, byte[] fresh) {
    HexFormat hex = HexFormat.of();
    tx.update(
        "INSERT INTO registry_secret (name, body) VALUES ('nonces', ?) ON CONFLICT DO NOTHING",
        hex.formatHex(fresh));
    return tx.first(
            "SELECT body FROM registry_secret WHERE name = 'nonces'",
            row -> hex.parseHex(row.text("body")))
        .orElse(fresh);
  }

  Nonce give() {
    byte[] open = new byte[16];
    ByteBuffer.wrap(open)
        .putLong(runtime.now().toEpochMilli())
        .putLong(runtime.random().nextLong());
    return Nonce.of(ByteBuffer.allocate(32).put(open).put(code(open)).array());
  }

  /** Takes a nonce from all replicas that share the store; false if one had taken it before. */
  boolean spend(Transaction tx, Nonce nonce) {
    return !shared
        || tx.update(
                "INSERT INTO spent_nonce (nonce, given) VALUES (?, ?) ON CONFLICT DO NOTHING",
                HexFormat.of().formatHex(nonce.bytes()),
                ByteBuffer.wrap(nonce.bytes()).getLong())
            > 0;
  }

  /** Forgets in the store what is too old to be taken anyway. */
  void forgetOld(Store store) {
    if (shared) {
      long oldest = runtime.now().minus(LIFE).toEpochMilli();
      store.write(tx -> tx.update("DELETE FROM spent_nonce WHERE given < ?", oldest));
    }
  }

  /** Takes a nonce; false if it is not of this registry, too old, or was taken before. */
  boolean spend(Nonce nonce) {
    byte[] open = new byte[16];
    byte[] code = new byte[CODE];
    ByteBuffer.wrap(nonce.bytes()).get(open).get(code);
    if (!MessageDigest.isEqual(code, code(open))) {
      return false;
    }
    ByteBuffer content = ByteBuffer.wrap(open);
    return spend(Instant.ofEpochMilli(content.getLong()), content.getLong());
  }

  private synchronized boolean spend(Instant given, long number) {
    Instant oldest = runtime.now().minus(LIFE);
    forgetBefore(oldest.getEpochSecond());
    if (given.isBefore(oldest) || remembered >= MOST_SPENT) {
      return false;
    }
    boolean first =
        spent.computeIfAbsent(given.getEpochSecond(), second -> new HashSet<>()).add(number);
    remembered += first ? 1 : 0;
    return first;
  }

  private void forgetBefore(long second) {
    Map<Long, Set<Long>> past = spent.headMap(second);
    past.values().forEach(numbers -> remembered -= numbers.size());
    past.clear();
  }

  private byte[] code(byte[] open) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      return ByteBuffer.allocate(CODE).put(mac.doFinal(open), 0, CODE).array();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has HmacSHA256", e);
    }
  }
}
