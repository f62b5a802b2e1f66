package dev.photon.crypto;

import java.math.BigInteger;

/**
 * Which certificates do not count any more although their time is not over. Asked for every
 * certificate of every handshake, by several threads: implementations answer from memory.
 */
@FunctionalInterface
public interface Revocations {
  /** Nothing is revoked. */
  Revocations NONE = (issuer, serial) -> false;

  /** Whether the issuer has revoked its certificate of that serial number. */
  boolean isRevoked(Identity issuer, BigInteger serial);

  /**
   * Whether an account of the registry has been revoked; for who has let it in by a certificate of
   * his own, whose issuer has not.
   */
  default boolean isRevoked(Identity account) {
    return false;
  }

  /** Another number whenever something more may be revoked: then open streams are checked again. */
  default long version() {
    return 0;
  }

  /** Whether it has not been heard for too long what is revoked: then nothing may be changed. */
  default boolean isStale() {
    return false;
  }
}
