package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.MALFORMED;
import static dev.photon.crypto.CertificateRejectedException.Reason.NOT_YET_VALID;
import static dev.photon.crypto.CertificateRejectedException.Reason.PROFILE;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIGNATURE;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;
import static dev.photon.crypto.CertificateRejectedException.Reason.WEAK_SIGNATURE;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLHolder;

/**
 * Which certificates of an authority do not count any more, signed by it: a certificate revocation
 * list of RFC 5280, section 5. Immutable.
 */
public final class RevocationList {
  /** The longest list that is read, in bytes. */
  public static final int MAX_SIZE = 3 * 1024 * 1024;

  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private final byte[] encoded;
  private final Identity issuer;
  private final long number;
  private final Instant issued;
  private final Set<BigInteger> serials;
  private final Set<String> accounts;

  private RevocationList(
      byte[] encoded,
      Identity issuer,
      long number,
      Instant issued,
      Set<BigInteger> serials,
      Set<String> accounts) {
    this.encoded = encoded;
    this.issuer = issuer;
    this.number = number;
    this.issued = issued;
    this.serials = Set.copyOf(serials);
    this.accounts = Set.copyOf(accounts);
  }

  /**
   * Reads a list and checks that the authority has signed it.
   *
   * @throws CertificateRejectedException if it is longer than {@link #MAX_SIZE}, is not one, not of
   *     that authority, or from a time that has not come
   */
  public static RevocationList verify(byte[] der, X509Certificate authority, Instant now)
      throws CertificateRejectedException {
    requireBounded(der);
    byte[] own = der.clone();
    return StrictCertificate.reading("the revocation list", () -> verified(own, authority, now));
  }

  /**
   * The key id that a list names as its signer's.
   *
   * @throws CertificateRejectedException if it is longer than {@link #MAX_SIZE}, or is not one
   */
  static byte[] signerKeyId(byte[] der) throws CertificateRejectedException {
    requireBounded(der);
    return StrictCertificate.reading(
        "the revocation list",
        () ->
            AuthorityKeyIdentifier.fromExtensions(new X509CRLHolder(der).getExtensions())
                .getKeyIdentifierOctets());
  }

  private static void requireBounded(byte[] der) throws CertificateRejectedException {
    if (der.length > MAX_SIZE) {
      throw new CertificateRejectedException(
          SIZE, "a revocation list has at most " + MAX_SIZE + " bytes, not " + der.length);
    }
  }

  private static RevocationList verified(byte[] der, X509Certificate authority, Instant now)
      throws Exception {
    StrictCertificate issuer = StrictCertificate.of(authority);
    ProfileRules.check(issuer);
    X509CRLHolder holder = new X509CRLHolder(der);
    // A signature that ends in a 0 bit could also be written as one that is a bit shorter.
    if (holder.toASN1Structure().getSignature().getPadBits() != 0
        || !Arrays.equals(holder.toASN1Structure().getEncoded("DER"), der)) {
      throw new CertificateRejectedException(
          MALFORMED, "the revocation list is not in the distinguished encoding");
    }
    checkFields(holder, issuer);
    X509CRL list =
        (X509CRL)
            CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    checkSignature(list, issuer);
    Instant issued = list.getThisUpdate().toInstant();
    if (issued.isAfter(now.plus(CLOCK_TOLERANCE))) {
      throw new CertificateRejectedException(
          NOT_YET_VALID,
          "the revocation list is from " + issued + "; it is " + now + " here, compare the clocks");
    }
    Set<BigInteger> serials = new HashSet<>();
    Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
    if (entries != null) {
      entries.forEach(entry -> serials.add(entry.getSerialNumber()));
    }
    return new RevocationList(
        der,
        issuer.identity(),
        number(holder),
        issued,
        serials,
        RevokedAccounts.read(holder, issuer.identity().registry()));
  }

  private static void checkFields(X509CRLHolder holder, StrictCertificate issuer)
      throws CertificateRejectedException {
    var body = holder.toASN1Structure().getTBSCertList();
    if (!issuer.identity().role().isAuthority()
        || !holder.getIssuer().equals(issuer.holder().getSubject())) {
      throw new CertificateRejectedException(
          PROFILE, "the revocation list is not of " + issuer.identity());
    }
    if (!body.getSignature().equals(holder.toASN1Structure().getSignatureAlgorithm())
        || !Keys.isAccepted(body.getSignature())) {
      throw new CertificateRejectedException(
          WEAK_SIGNATURE, "the revocation list has a signature that is not accepted");
    }
    for (Object critical : holder.getCriticalExtensionOIDs()) {
      throw new CertificateRejectedException(
          PROFILE, "the revocation list has an unknown critical extension: " + critical);
    }
    AuthorityKeyIdentifier key = AuthorityKeyIdentifier.fromExtensions(holder.getExtensions());
    if (key == null
        || !Arrays.equals(key.getKeyIdentifierOctets(), ProfileRules.keyId(issuer.holder()))) {
      throw new CertificateRejectedException(
          PROFILE, "the revocation list does not name the key of " + issuer.identity());
    }
  }

  private static void checkSignature(X509CRL list, StrictCertificate issuer)
      throws CertificateRejectedException {
    try {
      list.verify(issuer.certificate().getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new CertificateRejectedException(
          SIGNATURE, "the revocation list is not signed by " + issuer.identity(), e);
    }
  }

  private static long number(X509CRLHolder holder) throws CertificateRejectedException {
    Extension number = holder.getExtension(Extension.cRLNumber);
    if (number == null) {
      throw new CertificateRejectedException(PROFILE, "the revocation list has no number");
    }
    return ASN1Integer.getInstance(number.getParsedValue()).longValueExact();
  }

  /** Who has signed it. */
  public Identity issuer() {
    return issuer;
  }

  /**
   * Whether it says the certificate of that serial number, by that issuer, does not count. All who
   * sign for a registry, now or before, have one list: serial numbers are random, and never equal.
   */
  public boolean isRevoked(Identity authority, BigInteger serial) {
    boolean covered =
        authority.equals(issuer)
            || (authority.isOverRegistry()
                && issuer.isOverRegistry()
                && authority.registry().equals(issuer.registry()));
    return covered && contains(serial);
  }

  /** The higher it is, the newer the list. */
  public long number() {
    return number;
  }

  /** When it was signed. */
  public Instant issued() {
    return issued;
  }

  /** How many certificates are in it. */
  public int size() {
    return serials.size();
  }

  /** Whether the certificate of that serial number is in it. */
  public boolean contains(BigInteger serial) {
    return serials.contains(serial);
  }

  /** Whether it names that account, whatever certificate the account shows. */
  public boolean contains(Identity account) {
    return account.role() == Role.ACCOUNT
        && account.registry().equals(issuer.registry())
        && accounts.contains(account.account().orElseThrow());
  }

  /** In DER, as other software reads it too. */
  public byte[] encoded() {
    return encoded.clone();
  }

  @Override
  public String toString() {
    return "revocation list " + number + " of " + issuer + " with " + serials.size();
  }
}
