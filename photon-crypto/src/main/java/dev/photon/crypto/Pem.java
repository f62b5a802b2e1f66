package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.MALFORMED;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Certificates and private keys (PKCS#8) as PEM. At most 64 KiB are read, and at most twelve
 * blocks; text between the blocks is not accepted.
 */
public final class Pem {
  /** The longest text that is read, in characters. */
  public static final int MAX_SIZE = 64 * 1024;

  private static final int MAX_BLOCKS = 12;
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String LIST = "X509 CRL";
  private static final String REQUEST = "CERTIFICATE REQUEST";
  private static final String PRIVATE_KEY = "PRIVATE KEY";
  private static final String ENCRYPTED_PRIVATE_KEY = "ENCRYPTED PRIVATE KEY";

  /** What stands between two of PEM's lines. */
  record Block(String label, String base64) {
    boolean isEncryptedKey() {
      return label.equals(ENCRYPTED_PRIVATE_KEY);
    }

    byte[] content() throws CertificateRejectedException {
      try {
        return Base64.getDecoder().decode(base64);
      } catch (IllegalArgumentException e) {
        throw malformed("a block of it is not Base64"); // no cause: it may quote the key
      }
    }
  }

  private Pem() {}

  /** Writes certificates, in their order. */
  public static String encode(List<X509Certificate> certificates) {
    StringBuilder pem = new StringBuilder();
    Der.encode(certificates).forEach(der -> pem.append(block(CERTIFICATE, der)));
    return pem.toString();
  }

  /** Writes a private key in the clear. */
  public static String encode(PrivateKey key) {
    return block(PRIVATE_KEY, key.getEncoded());
  }

  /**
   * Reads certificates, and nothing but certificates. Nothing is verified yet.
   *
   * @throws CertificateRejectedException if there is none, or anything else
   */
  public static List<X509Certificate> certificates(String pem) throws CertificateRejectedException {
    List<Block> blocks = blocks(pem);
    if (blocks.isEmpty()) {
      throw malformed("there is no certificate in it");
    }
    return certificates(blocks);
  }

  /** Reads a private key in the clear, and nothing but that. */
  public static PrivateKey privateKey(String pem) throws CertificateRejectedException {
    List<Block> blocks = blocks(pem);
    if (blocks.size() != 1) {
      throw malformed("there is not one private key in it");
    }
    return privateKey(blocks.get(0));
  }

  /** Writes everything of the credentials: the key as given, the chain, then the roots. */
  static String encode(String key, Credentials credentials) {
    return key + encode(credentials.chain()) + encode(credentials.roots().all());
  }

  /** Writes a revocation list. */
  static String encodeList(byte[] der) {
    return block(LIST, der);
  }

  /** Reads a revocation list, and who has signed it. */
  static EncodedRevocations revocations(String pem) throws CertificateRejectedException {
    List<Block> blocks = boundedBlocks(pem);
    if (blocks.isEmpty() || !blocks.get(0).label().equals(LIST)) {
      throw malformed("it does not begin with a revocation list");
    }
    return new EncodedRevocations(
        blocks.get(0).content(), certificates(blocks.subList(1, blocks.size())));
  }

  /** Writes a private key that was encrypted. */
  static String encodeEncrypted(byte[] encryptedKey) {
    return block(ENCRYPTED_PRIVATE_KEY, encryptedKey);
  }

  /** What is kept of credentials: the key, encrypted or not, the chain, then the roots. */
  record Kept(Block key, List<X509Certificate> chain, Roots roots) {
    Kept {
      chain = List.copyOf(chain);
    }

    /** The credentials with the key that was unlocked. */
    Credentials with(PrivateKey unlocked) throws CertificateRejectedException {
      return new Credentials(unlocked, chain, roots);
    }
  }

  /** A key that waits for its certificate. */
  record Waiting(Block key, SigningRequest request) {}

  static Waiting waiting(String pem) throws CertificateRejectedException {
    List<Block> blocks = blocks(pem);
    if (blocks.size() != 2) {
      throw malformed("there are not a private key and its signing request in it");
    }
    return new Waiting(blocks.get(0), request(blocks.get(1)));
  }

  /** Writes a signing request. */
  public static String encode(SigningRequest request) {
    return block(REQUEST, request.encoded());
  }

  /** Reads a signing request, and nothing but that. Nothing is verified yet. */
  public static SigningRequest request(String pem) throws CertificateRejectedException {
    List<Block> blocks = blocks(pem);
    if (blocks.size() != 1) {
      throw malformed("there is not one signing request in it");
    }
    return request(blocks.get(0));
  }

  private static SigningRequest request(Block block) throws CertificateRejectedException {
    if (!block.label().equals(REQUEST)) {
      throw malformed("there is something else than a signing request in it");
    }
    return SigningRequest.parse(block.content());
  }

  static Kept kept(String pem) throws CertificateRejectedException {
    List<Block> blocks = blocks(pem);
    if (blocks.size() < 3) {
      throw malformed("there are not a private key, its certificate and the root in it");
    }
    List<X509Certificate> all = certificates(blocks.subList(1, blocks.size()));
    int rooted = Roots.begin(all);
    return new Kept(
        blocks.get(0), all.subList(0, rooted), Roots.among(all.subList(rooted, all.size())));
  }

  private static List<X509Certificate> certificates(List<Block> blocks)
      throws CertificateRejectedException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks) {
      if (!block.label().equals(CERTIFICATE)) {
        throw malformed("there is something else than certificates in it");
      }
      certificates.add(StrictCertificate.parse(block.content()).certificate());
    }
    return List.copyOf(certificates);
  }

  static PrivateKey privateKey(Block block) throws CertificateRejectedException {
    if (!block.label().equals(PRIVATE_KEY)) {
      throw malformed("the private key must be PKCS#8 and not encrypted");
    }
    return privateKey(
        StrictCertificate.reading(
            "the private key", () -> PrivateKeyInfo.getInstance(block.content())));
  }

  static PrivateKey privateKey(PrivateKeyInfo key) throws CertificateRejectedException {
    return StrictCertificate.reading(
        "the private key",
        () -> {
          var kind = key.getPrivateKeyAlgorithm().getAlgorithm();
          String algorithm;
          if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            algorithm = "EC";
          } else if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            algorithm = "RSA";
          } else if (kind.equals(EdECObjectIdentifiers.id_Ed25519)) {
            algorithm = "Ed25519";
          } else {
            throw malformed("the private key is of no kind that is used");
          }
          return KeyFactory.getInstance(algorithm)
              .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        });
  }

  private static String block(String label, byte[] content) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN "
        + label
        + "-----\n"
        + lines.encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static List<Block> blocks(String pem) throws CertificateRejectedException {
    if (pem.length() > MAX_SIZE) {
      throw new CertificateRejectedException(
          SIZE, "PEM of at most " + MAX_SIZE + " characters is read, not of " + pem.length());
    }
    return boundedBlocks(pem);
  }

  private static List<Block> boundedBlocks(String pem) throws CertificateRejectedException {
    List<Block> blocks = new ArrayList<>();
    String label = "";
    StringBuilder content = new StringBuilder();
    for (String line : pem.lines().map(String::strip).toList()) {
      if (label.isEmpty() && line.startsWith("-----BEGIN ") && line.endsWith("-----")) {
        label = line.substring("-----BEGIN ".length(), line.length() - "-----".length());
        content.setLength(0);
      } else if (!label.isEmpty() && line.equals("-----END " + label + "-----")) {
        blocks.add(new Block(label, content.toString()));
        label = "";
      } else if (!label.isEmpty()) {
        content.append(line);
      } else if (!line.isEmpty()) {
        throw malformed("there is text outside of its blocks");
      }
    }
    if (!label.isEmpty()) {
      throw malformed("its last block does not end");
    }
    if (blocks.size() > MAX_BLOCKS) {
      throw new CertificateRejectedException(
          SIZE, "PEM of at most " + MAX_BLOCKS + " blocks is read, not of " + blocks.size());
    }
    return blocks;
  }

  private static CertificateRejectedException malformed(String why) {
    return new CertificateRejectedException(MALFORMED, "the PEM cannot be read: " + why);
  }
}
