package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.MALFORMED;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The certificates in a text that somebody wants to know more of, in its order. Text around the PEM
 * blocks, and blocks of another kind, are passed over: what is in those is not even decoded. At
 * most 64 KiB and eight certificates of 8 KiB are read. Immutable.
 *
 * <p>What Photon itself keeps or trusts is read by {@link Pem}, which passes over nothing.
 */
public final class CertificateFile {
  /** The most certificates that are read. */
  public static final int MAX_CERTIFICATES = 8;

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String KEY = "PRIVATE KEY";

  private final List<byte[]> certificates = new ArrayList<>();
  private boolean hasKey;

  private CertificateFile() {}

  /**
   * Reads a text. Nothing is verified, nor is what the blocks hold looked at.
   *
   * @throws CertificateRejectedException if there is no certificate in it, a block is broken, or
   *     there is more than is read
   */
  public static CertificateFile read(String text) throws CertificateRejectedException {
    if (text.length() > Pem.MAX_SIZE) {
      throw new CertificateRejectedException(
          SIZE,
          "a file of at most " + Pem.MAX_SIZE + " characters is read, not of " + text.length());
    }
    CertificateFile file = new CertificateFile();
    file.blocks(text);
    if (file.certificates.isEmpty()) {
      throw malformed(
          "there is no certificate in it; one begins with " + BEGIN + CERTIFICATE + DASHES);
    }
    return file;
  }

  private void blocks(String text) throws CertificateRejectedException {
    String label = "";
    StringBuilder content = new StringBuilder();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
        if (!label.isEmpty()) {
          throw malformed("a block begins before the one above it has ended");
        }
        label = line.substring(BEGIN.length(), Math.max(BEGIN.length(), line.length() - 5));
        content.setLength(0);
      } else if (!label.isEmpty() && line.equals(END + label + DASHES)) {
        end(label, content);
        label = "";
      } else if (label.equals(CERTIFICATE)) {
        content.append(line);
      }
    }
    if (!label.isEmpty()) {
      throw malformed("its last block does not end");
    }
  }

  private void end(String label, CharSequence content) throws CertificateRejectedException {
    hasKey |= label.endsWith(KEY);
    if (!label.equals(CERTIFICATE)) {
      return;
    }
    if (certificates.size() == MAX_CERTIFICATES) {
      throw new CertificateRejectedException(
          SIZE, "at most " + MAX_CERTIFICATES + " certificates of a file are read; it has more");
    }
    try {
      certificates.add(Base64.getDecoder().decode(content.toString()));
    } catch (IllegalArgumentException e) {
      throw malformed("its certificate number " + (certificates.size() + 1) + " is not Base64");
    }
  }

  private static CertificateRejectedException malformed(String why) {
    return new CertificateRejectedException(MALFORMED, "no certificates can be read: " + why);
  }

  /** Each certificate by itself, for a person; also those that are none of Photon's. */
  public List<CertificateSummary> summaries() throws CertificateRejectedException {
    List<CertificateSummary> summaries = new ArrayList<>();
    for (byte[] der : certificates) {
      summaries.add(CertificateSummary.of(der));
    }
    return List.copyOf(summaries);
  }

  /** The chain that the file is, for {@link PeerVerifier#verify}. Nothing is verified yet. */
  public List<X509Certificate> chain() throws CertificateRejectedException {
    return Der.certificates(certificates, PeerVerifier.MAX_CHAIN);
  }

  /**
   * The answer to a signing request, which may have more certificates than a chain.
   *
   * @throws CertificateRejectedException if one of them is not one of Photon's
   */
  public List<X509Certificate> answer() throws CertificateRejectedException {
    return Der.certificates(certificates);
  }

  /** Whether there is a private key too, encrypted or not, which was not read. */
  public boolean hasKey() {
    return hasKey;
  }
}
