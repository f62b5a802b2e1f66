package dev.photon.crypto;

import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Which signature goes with which kind of key. */
final class Signatures {
  private static final Map<ASN1ObjectIdentifier, String> ON_CURVES =
      Map.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA");

  private Signatures() {}

  /** The JCA name of a signature with a key on an elliptic curve. */
  static String onCurves(AlgorithmIdentifier signature) throws NoSuchAlgorithmException {
    return Optional.ofNullable(ON_CURVES.get(signature.getAlgorithm()))
        .orElseThrow(
            () -> new NoSuchAlgorithmException(signature.getAlgorithm() + " is on no curve"));
  }

  /** The JCA name of the algorithm that a holder of this key signs with. */
  static String algorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> "Ed25519";
    };
  }
}
