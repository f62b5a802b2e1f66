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
import java.util.PriorityQueue;
import java.util.Set;
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
  private final Set<Nonce> spent = new HashSet<>();
  private final PriorityQueue<Spent> byAge = new PriorityQueue<>();

  private record Spent(Instant given, Nonce nonce) implements Comparable<Spent> {
    @Override
    public int compareTo(Spent other) {
      return given.compareTo(other.given);
    }
  }

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
  synchronized boolean spend(Nonce nonce) {
    byte[] bytes = nonce.bytes();
    byte[] open = new byte[16];
    byte[] code = new byte[CODE];
    ByteBuffer.wrap(bytes).get(open).get(code);
    Instant given = Instant.ofEpochMilli(ByteBuffer.wrap(open).getLong());
    Instant now = runtime.now();
    forgetBefore(now.minus(LIFE));
    if (!MessageDigest.isEqual(code, code(open))
        || given.plus(LIFE).isBefore(now)
        || spent.size() >= MOST_SPENT) {
      return false;
    }
    if (!spent.add(nonce)) {
      return false;
    }
    byAge.add(new Spent(given, nonce));
    return true;
  }

  private void forgetBefore(Instant time) {
    for (Spent oldest = byAge.peek();
        oldest != null && oldest.given().isBefore(time);
        oldest = byAge.peek()) {
      byAge.remove();
      spent.remove(oldest.nonce());
    }
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
