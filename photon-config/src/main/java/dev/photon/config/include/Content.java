package dev.photon.config.include;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a file. Immutable. */
public final class Content {
  private final byte[] bytes;
  private volatile @Nullable String sha256;

  private Content(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies what it is given. */
  public static Content of(byte[] bytes) {
    return new Content(bytes.clone());
  }

  /** A copy. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  public int size() {
    return bytes.length;
  }

  /** 64 hexadecimal digits, lower case; computed when it is first asked for. */
  public String sha256() {
    String known = sha256;
    if (known == null) {
      known = Sha256.of(bytes);
      sha256 = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content content && Arrays.equals(bytes, content.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes, sha256 " + sha256();
  }
}
