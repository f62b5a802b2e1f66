package dev.photon.spi.api;

import java.util.HexFormat;

/**
 * A number used once, given by a registry, that a signing request proves possession over.
 *
 * @param value 64 hex digits
 */
public record Nonce(String value) {
  public Nonce {
    if (!value.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("nonce must be 64 hex digits");
    }
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(value);
  }

  public static Nonce of(byte[] bytes) {
    return new Nonce(HexFormat.of().formatHex(bytes));
  }
}
