package dev.photon.spi.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A signed revocation list as it travels; equal if every byte is. */
public final class EncodedRevocations {
  private final byte[] der;

  /** A list in DER, as {@link dev.photon.crypto.RevocationList#encoded} gives it. */
  public EncodedRevocations(byte[] der) {
    this.der = der.clone();
  }

  /** A copy, in DER. */
  public byte[] der() {
    return der.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EncodedRevocations that && Arrays.equals(der, that.der);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(der);
  }

  @Override
  public String toString() {
    return "EncodedRevocations[" + der.length + " bytes]";
  }
}
