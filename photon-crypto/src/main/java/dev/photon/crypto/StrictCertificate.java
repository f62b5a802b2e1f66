package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.IDENTITY;
import static dev.photon.crypto.CertificateRejectedException.Reason.MALFORMED;
import static dev.photon.crypto.CertificateRejectedException.Reason.NAMES;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * A certificate that was read twice, strictly, from the same bytes, and names exactly one identity.
 *
 * @param holder for the rules, which look at the structure
 * @param certificate for the path validation
 * @param identity the one URI
 * @param dnsNames the DNS names beside it
 */
record StrictCertificate(
    X509CertificateHolder holder,
    X509Certificate certificate,
    Identity identity,
    List<String> dnsNames) {
  /** The longest certificate that is read, in bytes. */
  static final int MAX_SIZE = 8 * 1024;

  StrictCertificate {
    dnsNames = List.copyOf(dnsNames);
  }

  static StrictCertificate of(X509Certificate certificate) throws CertificateRejectedException {
    return parse(reading("the certificate", certificate::getEncoded));
  }

  static StrictCertificate parse(byte[] der) throws CertificateRejectedException {
    if (der.length > MAX_SIZE) {
      throw new CertificateRejectedException(
          SIZE, "a certificate has at most " + MAX_SIZE + " bytes, not " + der.length);
    }
    return reading(
        "the certificate",
        () -> {
          X509CertificateHolder holder = new X509CertificateHolder(der);
          // A signature that ends in a 0 bit could also be written as one that is a bit shorter.
          if (holder.toASN1Structure().getSignature().getPadBits() != 0
              || !Arrays.equals(holder.toASN1Structure().getEncoded("DER"), der)) {
            throw new CertificateRejectedException(
                MALFORMED, "the certificate is not in the distinguished encoding");
          }
          // First, since path validation's parser trips over some keys that are refused anyway.
          Keys.requireStrong(holder.getSubjectPublicKeyInfo());
          return named(holder, ofJava(der));
        });
  }

  /** A certificate that was just written, for a key that is known to be strong. */
  static StrictCertificate written(X509CertificateHolder holder)
      throws CertificateRejectedException {
    return reading("the certificate", () -> named(holder, ofJava(holder.getEncoded())));
  }

  private static X509Certificate ofJava(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  /** Whether it names its own key as that of its issuer, or nobody's: as a root does. */
  boolean isSelfSigned() throws CertificateRejectedException {
    return holder.getSubject().equals(holder.getIssuer())
        && (ProfileRules.issuerKeyId(this).length == 0 || namesAsIssuer(this));
  }

  /** Its own key id; of no length if there is none. */
  byte[] keyId() throws CertificateRejectedException {
    return reading("a key id", () -> ProfileRules.keyId(holder));
  }

  /** Whether its issuer's key is that of the authority, by what it says itself. */
  boolean namesAsIssuer(StrictCertificate authority) throws CertificateRejectedException {
    byte[] issuerKey = ProfileRules.issuerKeyId(this);
    return issuerKey.length > 0
        && Arrays.equals(issuerKey, authority.keyId())
        && holder.getIssuer().equals(authority.holder.getSubject());
  }

  /** Runs a step that reads what came from outside; whatever goes wrong in it is a rejection. */
  static <T> T reading(String what, Callable<T> step) throws CertificateRejectedException {
    try {
      return step.call();
    } catch (CertificateRejectedException e) {
      throw e;
    } catch (Exception | StackOverflowError e) {
      throw new CertificateRejectedException(MALFORMED, what + " cannot be read or checked", e);
    }
  }

  private static StrictCertificate named(X509CertificateHolder holder, X509Certificate certificate)
      throws CertificateRejectedException {
    Extension extension = holder.getExtension(Extension.subjectAlternativeName);
    if (extension == null) {
      throw new CertificateRejectedException(
          NAMES, "the certificate has no URI name; only that says whose it is");
    }
    Optional<String> uri = Optional.empty();
    List<String> dnsNames = new ArrayList<>();
    for (GeneralName name : GeneralNames.getInstance(extension.getParsedValue()).getNames()) {
      if (name.getTagNo() == GeneralName.uniformResourceIdentifier && uri.isEmpty()) {
        uri = Optional.of(ASN1IA5String.getInstance(name.getName()).getString());
      } else if (name.getTagNo() == GeneralName.dNSName && dnsNames.isEmpty()) {
        dnsNames.add(ASN1IA5String.getInstance(name.getName()).getString());
      } else {
        throw new CertificateRejectedException(
            NAMES, "the certificate has other names than one URI and one DNS name");
      }
    }
    try {
      Identity identity =
          Identity.parse(
              uri.orElseThrow(
                  () ->
                      new CertificateRejectedException(
                          NAMES, "the certificate has no URI name; only that says whose it is")));
      return new StrictCertificate(holder, certificate, identity, dnsNames);
    } catch (InvalidIdentityException e) {
      throw new CertificateRejectedException(IDENTITY, String.valueOf(e.getMessage()), e);
    }
  }
}
