package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.WEAK_KEY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** Makes keys, and says which are strong enough. */
public final class Keys {
  private static final int MIN_RSA_BITS = 3072;
  private static final int MAX_RSA_BITS = 8192;
  private static final Set<ASN1Encodable> CURVES =
      Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1);
  private static final Set<ASN1ObjectIdentifier> SIGNATURES =
      Set.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256,
          X9ObjectIdentifiers.ecdsa_with_SHA384,
          X9ObjectIdentifiers.ecdsa_with_SHA512,
          EdECObjectIdentifiers.id_Ed25519,
          PKCSObjectIdentifiers.sha256WithRSAEncryption,
          PKCSObjectIdentifiers.sha384WithRSAEncryption,
          PKCSObjectIdentifiers.sha512WithRSAEncryption);

  private Keys() {}

  /** Makes a key pair on the curve P-256. */
  public static KeyPair generate() {
    return generate(new SecureRandom());
  }

  /** Makes a key pair on the curve P-256 from the given source of random numbers. */
  public static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new IllegalStateException("this Java has no P-256 keys", e);
    }
  }

  /** Returns the key if it is of an accepted kind and strength. */
  static PublicKey requireStrong(SubjectPublicKeyInfo key) throws CertificateRejectedException {
    ASN1ObjectIdentifier algorithm = key.getAlgorithm().getAlgorithm();
    try {
      if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
        if (!CURVES.contains(key.getAlgorithm().getParameters())) {
          throw weak("an elliptic curve key must be on the named curve P-256 or P-384");
        }
        PublicKeyFactory.createKey(key); // checks that the point is on the curve
        return publicKey("EC", key);
      }
      if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
        PublicKeyFactory.createKey(key);
        return publicKey("Ed25519", key);
      }
      if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
        if (key.getPublicKeyData().getBytes().length * 8 > MAX_RSA_BITS + 1024) {
          throw weak("an RSA key must have at most " + MAX_RSA_BITS + " bits");
        }
        int bits = ((RSAKeyParameters) PublicKeyFactory.createKey(key)).getModulus().bitLength();
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
          throw weak(
              "an RSA key must have "
                  + MIN_RSA_BITS
                  + " to "
                  + MAX_RSA_BITS
                  + " bits, not "
                  + bits);
        }
        return publicKey("RSA", key);
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      if (e instanceof CertificateRejectedException rejected) {
        throw rejected;
      }
      throw new CertificateRejectedException(WEAK_KEY, "the public key is not a valid key", e);
    }
    throw weak("a key must be P-256, P-384, Ed25519 or RSA; this one is " + algorithm);
  }

  static boolean isAccepted(AlgorithmIdentifier signature) {
    return SIGNATURES.contains(signature.getAlgorithm());
  }

  /** Whether the two keys are one pair. */
  static boolean match(PrivateKey privateKey, PublicKey publicKey) {
    byte[] probe = "photon key pair".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(Signatures.algorithm(publicKey));
      signature.initSign(privateKey);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // another kind of key altogether
    }
  }

  private static PublicKey publicKey(String algorithm, SubjectPublicKeyInfo key)
      throws GeneralSecurityException, IOException {
    return KeyFactory.getInstance(algorithm)
        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  private static CertificateRejectedException weak(String message) {
    return new CertificateRejectedException(WEAK_KEY, message);
  }
}
