package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.MALFORMED;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLHolder;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that a revocation list names beside certificates, in an extension that other
 * software passes over: a list of their ids. Who has let an account in by a certificate of his own
 * cannot know it by the registry's certificates.
 */
final class RevokedAccounts {
  /** Of the arc that is there for examples; nobody else has to know it. */
  static final ASN1ObjectIdentifier OID = new ASN1ObjectIdentifier("2.999.7400.1");

  private RevokedAccounts() {}

  static ASN1Encodable write(Set<String> ids) {
    ASN1EncodableVector all = new ASN1EncodableVector();
    new TreeSet<>(ids).forEach(id -> all.add(new DERUTF8String(id)));
    return new DERSequence(all);
  }

  static Set<String> read(X509CRLHolder list, String registry) throws CertificateRejectedException {
    @Nullable Extension extension = list.getExtension(OID);
    Set<String> ids = new HashSet<>();
    if (extension == null) {
      return ids;
    }
    try {
      for (ASN1Encodable each : ASN1Sequence.getInstance(extension.getParsedValue())) {
        String id = ASN1UTF8String.getInstance(each).getString();
        ids.add(Identity.account(registry, id).account().orElseThrow());
      }
    } catch (IllegalArgumentException e) {
      throw new CertificateRejectedException(
          MALFORMED, "the revocation list names what is no account", e);
    }
    return ids;
  }
}
