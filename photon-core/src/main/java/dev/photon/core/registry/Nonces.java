package dev.photon.core.registry;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.spi.api.Nonce;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Numbers that are good once, for five minutes. A nonce carries its own time and a code that only
 * this registry can make, so that giving one out costs no memory whoever asks how often; only those
 * that were spent are remembered. A restart makes all invalid. Thread-safe.
 */
final class Nonces {
  static final Duration LIFE = Duration.ofMinutes(5);

  /** More cannot be spent in five minutes than the store commits; this is beyond it. */
  private static final int MOST_SPENT = 1_000_000;

  private static final int CODE = 16;

  private final RoleRuntime runtime;
  private final SecretKeySpec secret;

  /** The random numbers of spent nonces, by the second in which they were given. */
  private final NavigableMap<Long, Set<Long>> spent = new TreeMap<>();

  private int remembered;

  Nonces(RoleRuntime runtime) {
    this.runtime = runtime;
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    this.secret = new SecretKeySpec(key, "HmacSHA256");
  }

  Nonce give() {
    byte[] open = new byte[16];
    ByteBuffer.wrap(open)
        .putLong(runtime.now().toEpochMilli())
        .putLong(runtime.random().nextLong());
    return Nonce.of(ByteBuffer.allocate(32).put(open).put(code(open)).array());
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
