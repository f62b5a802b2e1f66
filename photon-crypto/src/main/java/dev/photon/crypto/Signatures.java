package dev.photon.crypto;

import java.security.PublicKey;

/** Which signature goes with which kind of key. */
final class Signatures {
  private Signatures() {}

  /** The JCA name of the algorithm that a holder of this key signs with. */
  static String algorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> "Ed25519";
    };
  }
}
