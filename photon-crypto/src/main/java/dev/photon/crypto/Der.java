package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Certificates as bytes, as the APIs carry them. */
public final class Der {
  private Der() {}

  /** Writes a chain, in its order. */
  public static List<byte[]> encode(List<X509Certificate> chain) {
    List<byte[]> encoded = new ArrayList<>();
    for (X509Certificate certificate : chain) {
      try {
        encoded.add(certificate.getEncoded());
      } catch (CertificateEncodingException e) {
        throw new IllegalArgumentException("certificate has no encoding", e);
      }
    }
    return List.copyOf(encoded);
  }

  /**
   * Reads a chain of at most {@link PeerVerifier#MAX_ANSWER} certificates of at most 8 KiB. Nothing
   * is verified yet.
   */
  public static List<X509Certificate> certificates(List<byte[]> encoded)
      throws CertificateRejectedException {
    return certificates(encoded, PeerVerifier.MAX_ANSWER);
  }

  /** The same, of at most so many. */
  static List<X509Certificate> certificates(List<byte[]> encoded, int most)
      throws CertificateRejectedException {
    if (encoded.size() > most) {
      throw new CertificateRejectedException(
          SIZE, "a chain has at most " + most + " certificates, not " + encoded.size());
    }
    List<X509Certificate> chain = new ArrayList<>();
    for (byte[] der : encoded) {
      chain.add(StrictCertificate.parse(der).certificate());
    }
    return List.copyOf(chain);
  }
}
