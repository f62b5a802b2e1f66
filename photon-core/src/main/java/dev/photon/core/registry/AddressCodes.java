package dev.photon.core.registry;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Codes that were mailed and not yet shown: one for each address, good for ten minutes and five
 * guesses. Only digests are kept. Thread-safe.
 */
final class AddressCodes {
  private static final Logger LOG = LoggerFactory.getLogger(AddressCodes.class);
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final int GUESSES = 5;

  /** To one address at most one a minute, to all together so many: this is no mail cannon. */
  private static final Duration BETWEEN = Duration.ofMinutes(1);

  private static final int MOST_A_MINUTE = 60;

  /** At a time: each has one of the threads that serve calls, for as long as the mail takes. */
  private static final int MOST_AT_ONCE = 4;

  private final Store store;
  private final RoleRuntime runtime;
  private final AddressProof proof;
  private final SecureRandom random = new SecureRandom();
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);

  AddressCodes(Store store, RoleRuntime runtime, AddressProof proof) {
    this.store = store;
    this.runtime = runtime;
    this.proof = proof;
  }

  /** Goes on if the code is the one that was mailed; else mails one, or says that it is wrong. */
  void require(String email, Optional<String> code) {
    if (code.isEmpty()) {
      mailIfRoom(email);
      throw new ApiException(
          Status.CONFLICT,
          "address-unproven",
          "a code was mailed to " + email + "; it is good for ten minutes",
          Optional.of("register again with it: --code - reads it from standard input"));
    }
    String digest = digest(email, code.get());
    boolean right = store.write(tx -> guess(tx, email, digest));
    if (!right) {
      throw Refusal.denied(
          "wrong-code", "that is not the code that was mailed to this address, or not any more");
    }
  }

  private boolean guess(Transaction tx, String email, String digest) {
    boolean right =
        tx.first(
                "SELECT digest FROM address_code WHERE email = ? AND until > ? AND guesses < ?",
                row -> row.text("digest").equals(digest),
                email,
                runtime.now().toEpochMilli(),
                GUESSES)
            .orElse(false);
    if (!right) {
      tx.update("UPDATE address_code SET guesses = guesses + 1 WHERE email = ?", email);
    }
    return right;
  }

  private void mailIfRoom(String email) {
    if (!room.tryAcquire()) {
      throw tooMany("in a few seconds");
    }
    try {
      mail(email);
    } finally {
      room.release();
    }
  }

  private static RuntimeException tooMany(String when) {
    return Refusal.exhausted("too-many-codes", "too many register now; try again " + when);
  }

  private void mail(String email) {
    long now = runtime.now().toEpochMilli();
    String code = "%04d-%04d".formatted(random.nextInt(10_000), random.nextInt(10_000));
    boolean due = store.write(tx -> replaced(tx, email, code, now));
    if (!due) {
      return;
    }
    try {
      proof.send(email, code);
    } catch (IOException e) {
      LOG.warn("no code could be mailed: {}", e.getMessage());
      store.write(tx -> tx.update("DELETE FROM address_code WHERE email = ?", email));
      throw new ApiException(
          Status.UNAVAILABLE,
          "mail-failed",
          "the registry cannot mail a code to that address now",
          Optional.of("check the address, or try again later"));
    }
  }

  private boolean replaced(Transaction tx, String email, String code, long now) {
    tx.update("DELETE FROM address_code WHERE until <= ?", now);
    long since = now - BETWEEN.toMillis();
    boolean sent =
        tx.first(
                "SELECT email FROM address_code WHERE email = ? AND sent > ?",
                row -> row.text("email"),
                email,
                since)
            .isPresent();
    if (sent) {
      return false;
    }
    long all =
        tx.first(
                "SELECT COUNT(*) AS n FROM address_code WHERE sent > ?",
                row -> row.number("n"),
                since)
            .orElse(0L);
    if (all >= MOST_A_MINUTE) {
      throw tooMany("in a minute");
    }
    tx.update("DELETE FROM address_code WHERE email = ?", email);
    return tx.update(
            "INSERT INTO address_code (email, digest, sent, until, guesses) VALUES (?, ?, ?, ?, 0)",
            email,
            digest(email, code),
            now,
            now + LIFE.toMillis())
        > 0;
  }

  private static String digest(String email, String code) {
    String text = email + " " + code.replaceAll("[^0-9]", "");
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
