package dev.photon.config.include;

import java.util.Arrays;

/** The bytes of a file. Immutable. */
public final class Content {
  private final byte[] bytes;
  private final String sha256;

  private Content(byte[] bytes) {
    this.bytes = bytes;
    this.sha256 = Sha256.of(bytes);
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

  /** 64 hexadecimal digits, lower case. */
  public String sha256() {
    return sha256;
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
    return bytes.length + " bytes, sha256 " + sha256;
  }
}
