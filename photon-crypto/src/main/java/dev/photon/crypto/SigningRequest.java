package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.MALFORMED;
import static dev.photon.crypto.CertificateRejectedException.Reason.NOT_PROVEN;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;
import static dev.photon.crypto.CertificateRejectedException.Reason.WEAK_SIGNATURE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * Asks for a certificate: a public key, and the proof that the asker has the private one.
 *
 * <p>It is a PKCS#10 request whose challenge password is the Base64 of a nonce of the issuer, so
 * that it cannot be used twice. It says nothing else that counts: the issuer decides the name and
 * everything in the certificate, and extensions that a request asks for are ignored. Immutable.
 */
public final class SigningRequest {
  /** The longest request that is read, in bytes. */
  public static final int MAX_SIZE = 8 * 1024;

  private static final int MIN_NONCE = 16;
  private static final int MAX_NONCE = 128;

  private final byte[] der;
  private final PKCS10CertificationRequest request;

  private SigningRequest(byte[] der, PKCS10CertificationRequest request) {
    this.der = der;
    this.request = request;
  }

  /**
   * Makes a request for the key.
   *
   * @param nonce what the issuer gave for this request, 16 to 128 bytes
   */
  public static SigningRequest create(KeyPair key, byte[] nonce) {
    if (nonce.length < MIN_NONCE || nonce.length > MAX_NONCE) {
      throw new IllegalArgumentException(
          "a nonce has " + MIN_NONCE + " to " + MAX_NONCE + " bytes, not " + nonce.length);
    }
    try {
      PKCS10CertificationRequest request =
          new JcaPKCS10CertificationRequestBuilder(new X500Name("O=photon"), key.getPublic())
              .addAttribute(
                  PKCSObjectIdentifiers.pkcs_9_at_challengePassword,
                  new DERUTF8String(challenge(nonce)))
              .build(
                  new JcaContentSignerBuilder(Signatures.algorithm(key.getPublic()))
                      .build(key.getPrivate()));
      return new SigningRequest(request.getEncoded(), request);
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalArgumentException("no request can be signed with this key", e);
    }
  }

  /**
   * Makes a request that is carried to its issuer by hand, who cannot give a nonce before: the
   * digest of the key stands in its place. Whoever shows it again gets a certificate for the same
   * key.
   */
  public static SigningRequest byHand(KeyPair key) {
    return create(key, digest(key.getPublic()));
  }

  /** The SHA-256 of a key, by which people compare requests. */
  static byte[] digest(PublicKey key) {
    return CertificateFingerprint.sha256(key.getEncoded());
  }

  /**
   * Reads a request. Nothing is proven until {@link #verify} has returned.
   *
   * @throws CertificateRejectedException if it is too long or no request
   */
  public static SigningRequest parse(byte[] der) throws CertificateRejectedException {
    if (der.length > MAX_SIZE) {
      throw new CertificateRejectedException(
          SIZE, "a signing request has at most " + MAX_SIZE + " bytes, not " + der.length);
    }
    byte[] copy = der.clone();
    return StrictCertificate.reading(
        "the signing request",
        () -> {
          PKCS10CertificationRequest request = new PKCS10CertificationRequest(copy);
          if (!Arrays.equals(request.toASN1Structure().getEncoded("DER"), copy)) {
            throw new CertificateRejectedException(
                MALFORMED, "the signing request is not in the distinguished encoding");
          }
          return new SigningRequest(copy, request);
        });
  }

  /** The request as DER. */
  public byte[] encoded() {
    return der.clone();
  }

  /**
   * Checks that the asker has the private key and made the request for this nonce, and that the key
   * is strong enough.
   *
   * @return the public key that a certificate may be issued for
   */
  public PublicKey verify(byte[] expectedNonce) throws CertificateRejectedException {
    return verify(expectedNonce, NativeCurves.provider());
  }

  /** As above; signatures on elliptic curves are checked by a provider, or by BouncyCastle. */
  PublicKey verify(byte[] expectedNonce, Optional<Provider> curves)
      throws CertificateRejectedException {
    SubjectPublicKeyInfo info =
        StrictCertificate.reading("the signing request", request::getSubjectPublicKeyInfo);
    PublicKey key = Keys.requireStrong(info);
    if (!MessageDigest.isEqual(
        challenge(expectedNonce).getBytes(StandardCharsets.UTF_8),
        StrictCertificate.reading("the signing request", this::presentedChallenge)
            .getBytes(StandardCharsets.UTF_8))) {
      throw new CertificateRejectedException(
          NOT_PROVEN, "the signing request was not made for this nonce; ask for a new one");
    }
    if (!Keys.isAccepted(request.getSignatureAlgorithm())) {
      throw new CertificateRejectedException(
          WEAK_SIGNATURE,
          "the signing request has a signature that is not accepted: "
              + request.getSignatureAlgorithm().getAlgorithm());
    }
    if (!StrictCertificate.reading("the signing request", () -> isSignedBy(info, key, curves))) {
      throw new CertificateRejectedException(
          NOT_PROVEN, "the signing request is not signed with the key that it is for");
    }
    return key;
  }

  /**
   * Checks a request that was made {@linkplain #byHand to be carried}.
   *
   * @return the public key that a certificate may be issued for
   */
  public PublicKey verifyByHand() throws CertificateRejectedException {
    SubjectPublicKeyInfo info =
        StrictCertificate.reading("the signing request", request::getSubjectPublicKeyInfo);
    return verify(digest(Keys.requireStrong(info)));
  }

  /** By what people compare a request at both ends: {@code sha256:} and the digest of its key. */
  public String keyFingerprint() throws CertificateRejectedException {
    return "sha256:" + HexFormat.of().formatHex(digest(verifyByHand()));
  }

  private boolean isSignedBy(SubjectPublicKeyInfo info, PublicKey key, Optional<Provider> curves)
      throws IOException, OperatorCreationException {
    try {
      return (curves.isPresent() && key.getAlgorithm().equals("EC"))
          ? isSignedBy(key, curves.get())
          : request.isSignatureValid(verifier(info, key));
    } catch (PKCSException | GeneralSecurityException e) {
      return false; // bytes that are no signature
    }
  }

  /** By hand, because BouncyCastle has a provider check each signature twice. */
  private boolean isSignedBy(PublicKey key, Provider curves)
      throws IOException, GeneralSecurityException {
    String algorithm = Signatures.onCurves(request.getSignatureAlgorithm());
    Signature signature = Signature.getInstance(algorithm, curves);
    signature.initVerify(key);
    signature.update(
        request.toASN1Structure().getCertificationRequestInfo().getEncoded(ASN1Encoding.DER));
    return signature.verify(request.getSignature());
  }

  private static ContentVerifierProvider verifier(SubjectPublicKeyInfo info, PublicKey key)
      throws IOException, OperatorCreationException {
    return key.getAlgorithm().equals("EC")
        // By its own arithmetic, several times faster than the JDK's.
        ? new BcECContentVerifierProviderBuilder(new DefaultDigestAlgorithmIdentifierFinder())
            .build(PublicKeyFactory.createKey(info))
        : new JcaContentVerifierProviderBuilder().build(key);
  }

  private String presentedChallenge() throws CertificateRejectedException {
    Attribute[] attributes =
        request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_challengePassword);
    if (attributes.length != 1 || attributes[0].getAttributeValues().length != 1) {
      throw new CertificateRejectedException(
          NOT_PROVEN, "the signing request must have one challenge password, the nonce");
    }
    var value = attributes[0].getAttributeValues()[0];
    if (value instanceof ASN1UTF8String text) {
      return text.getString();
    }
    return DERPrintableString.getInstance(value).getString();
  }

  /** Whether it is the same request, byte by byte. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SigningRequest that && Arrays.equals(der, that.der);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(der);
  }

  private static String challenge(byte[] nonce) {
    return Base64.getEncoder().encodeToString(nonce);
  }
}
