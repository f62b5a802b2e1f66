package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signed revocation list as it travels and is kept, with what leads from its signer to a root.
 * Nothing of it is verified; {@link LatestRevocations} does. Equal if every byte is. Immutable.
 */
public final class EncodedRevocations {
  /** The longest that is read from a file, in bytes: Base64, and the certificates. */
  public static final int MAX_FILE = RevocationList.MAX_SIZE / 2 * 3;

  private final byte[] der;
  private final List<X509Certificate> signers;

  /**
   * Puts a list and its signers together.
   *
   * @param der as {@link RevocationList#encoded} gives it
   * @param signers the certificate of who signed it, then its issuers'; none if that is a root
   *     which all who trust the registry know
   */
  public EncodedRevocations(byte[] der, List<X509Certificate> signers) {
    this.der = der.clone();
    this.signers = List.copyOf(signers);
  }

  /** A copy of the list, in DER. */
  public byte[] der() {
    return der.clone();
  }

  /** Who signed it, then the issuers. */
  public List<X509Certificate> signers() {
    return signers;
  }

  /** As PEM: the list, then the certificates. */
  public byte[] file() {
    String certificates = signers.isEmpty() ? "" : Pem.encode(signers);
    return (Pem.encodeList(der) + certificates).getBytes(US_ASCII);
  }

  /**
   * Reads what {@link #file} has written.
   *
   * @throws CertificateRejectedException if it is longer than {@link #MAX_FILE}, or something else
   */
  public static EncodedRevocations of(byte[] file) throws CertificateRejectedException {
    if (file.length > MAX_FILE) {
      throw new CertificateRejectedException(
          SIZE, "a file of revocations has at most " + MAX_FILE + " bytes, not " + file.length);
    }
    return Pem.revocations(new String(file, US_ASCII));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EncodedRevocations that
        && Arrays.equals(der, that.der)
        && signers.equals(that.signers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(der);
  }

  @Override
  public String toString() {
    return "EncodedRevocations[" + der.length + " bytes]";
  }
}
