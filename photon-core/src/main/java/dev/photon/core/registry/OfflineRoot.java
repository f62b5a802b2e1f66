package dev.photon.core.registry;

import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.SigningRequest;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The root of a registry, kept where no network reaches it: it signs the registry's {@linkplain
 * IssuingAuthority authority} once in a while, and its own successor. Blocking; one at a time for a
 * folder.
 */
public final class OfflineRoot {
  /** Before this much is left of a root, it needs no successor. */
  public static final Duration OVERLAP = Duration.ofDays(365);

  private static final String NAME = "root";

  private final KeyStoreDirectory folder;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** The root in this key folder, if it has been made. */
  public OfflineRoot(KeyStoreDirectory folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Makes the root of a new registry.
   *
   * @throws IOException if there is a root already, or it cannot be kept
   */
  public Credentials create() throws IOException {
    if (folder.load(NAME).isPresent()) {
      throw new IOException("there is a root already in " + folder);
    }
    Credentials root = CertificateAuthority.createRoot(clock, random).credentials();
    folder.save(NAME, root);
    return root;
  }

  /**
   * Signs the registry's authority.
   *
   * @param request as {@link IssuingAuthority#request} made it
   * @param life 1 s to three years; it does not outlive the root
   * @return the certificate, then what leads to the roots, and these
   * @throws IOException if there is no root, or it cannot be read
   * @throws CertificateRejectedException if the request is none, or the root has ended
   */
  public List<X509Certificate> sign(SigningRequest request, Duration life)
      throws IOException, CertificateRejectedException {
    CertificateAuthority root = authority();
    return root.answer(request.verifyByHand(), Identity.issuingAuthority(root.registry()), life);
  }

  /**
   * Makes the next root of the registry, and forgets the key of this one. Both count as long as
   * this one would have.
   *
   * @throws IOException if there is no root, or the next one cannot be kept
   */
  public Credentials renew() throws IOException, CertificateRejectedException {
    Credentials next = authority().nextRoot().credentials();
    folder.save(NAME, next);
    return next;
  }

  /**
   * The root.
   *
   * @throws IOException if there is none, or it cannot be read
   */
  public Credentials read() throws IOException {
    Optional<Credentials> root = folder.load(NAME);
    return root.orElseThrow(() -> new IOException("there is no root in " + folder));
  }

  private CertificateAuthority authority() throws IOException, CertificateRejectedException {
    return CertificateAuthority.open(read().requireUnexpired(clock.instant()), clock, random);
  }
}
