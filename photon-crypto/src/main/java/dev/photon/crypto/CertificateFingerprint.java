package dev.photon.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a certificate, as people compare it: {@code sha256:} and 64 lower-case hex digits.
 *
 * @param text the whole text, with its prefix
 */
public record CertificateFingerprint(String text) {
  private static final String PREFIX = "sha256:";
  private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{64}");

  /** Checks the form. */
  public CertificateFingerprint {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'"
              + Text.printable(text)
              + "' is no fingerprint: it must be sha256: and 64 hex digits, as 'photon registry"
              + " serve' prints it");
    }
  }

  /** Reads a fingerprint; upper-case digits are accepted. */
  public static CertificateFingerprint parse(String text) {
    return new CertificateFingerprint(text.strip().toLowerCase(Locale.ROOT));
  }

  /** Returns the fingerprint of a certificate. */
  public static CertificateFingerprint of(X509Certificate certificate) {
    try {
      return of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("certificate has no encoding", e);
    }
  }

  static CertificateFingerprint of(byte[] der) {
    return new CertificateFingerprint(PREFIX + HexFormat.of().formatHex(sha256(der)));
  }

  /** The text. */
  @Override
  public String toString() {
    return text;
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
