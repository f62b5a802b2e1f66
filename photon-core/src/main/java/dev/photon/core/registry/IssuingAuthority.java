package dev.photon.core.registry;

import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.CertificateSummary;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.Keys;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.SigningRequest;
import dev.photon.crypto.Trust;
import java.io.IOException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authority that signs for a registry whose root is kept offline. Its key is made where the
 * registry runs and stays there; a {@linkplain #request request} is carried to the {@link
 * OfflineRoot}, and the answer {@linkplain #install installed}. Thread-safe; blocking.
 */
public final class IssuingAuthority {
  private static final Logger LOG = LoggerFactory.getLogger(IssuingAuthority.class);
  private static final String NAME = "issuing";
  private static final String WAITING = "issuing-request";
  private static final String ROOT = "root";
  private static final Duration SOON = Duration.ofDays(60);

  private final KeyStoreDirectory folder;
  private final Clock clock;

  /** The authority of the registry with this key folder. */
  public IssuingAuthority(KeyStoreDirectory folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * A request for a certificate, for a new key; while one waits for its answer, the same again.
   *
   * @throws IOException if the key cannot be kept
   */
  public SigningRequest request() throws IOException {
    Optional<KeyPair> waiting = folder.loadWaiting(WAITING);
    if (waiting.isPresent()) {
      return SigningRequest.byHand(waiting.get());
    }
    KeyPair key = Keys.generate();
    folder.saveWaiting(WAITING, key);
    return SigningRequest.byHand(key);
  }

  /**
   * Installs the root's answer; from its next start on, and at the latest after a day, the registry
   * signs by it.
   *
   * @param answer the certificate, then what leads to the roots, and these
   * @param first the root that a registry is to have which has none yet
   * @throws IOException if the keys cannot be read or kept
   * @throws CertificateRejectedException if it is no good answer to the request
   */
  public Credentials install(List<X509Certificate> answer, Optional<Trust> first)
      throws IOException, CertificateRejectedException {
    Optional<KeyPair> waiting = folder.loadWaiting(WAITING);
    if (waiting.isEmpty()) {
      throw new IOException("no request waits for an answer in " + folder);
    }
    Optional<Credentials> known = known();
    Trust trust = known.isPresent() ? known.get().trust() : first.orElseThrow(() -> rootless());
    X509Certificate root = trust.rootsFor(answer).get(0);
    Identity authority =
        CertificateSummary.of(root)
            .names()
            .identity()
            .orElseThrow(() -> new IOException("the answer's root is none of Photon's"));
    Credentials installed =
        new PeerVerifier(trust, clock)
            .accept(
                waiting.get().getPrivate(),
                answer,
                Identity.issuingAuthority(authority.registry()));
    folder.save(NAME, installed);
    folder.delete(WAITING);
    return installed;
  }

  private static IOException rootless() {
    return new IOException("the registry has no root yet, so the root's fingerprint is needed");
  }

  /** Whether the root's key is in the registry's folder, too. */
  public boolean isRootHere() throws IOException {
    return folder.load(ROOT).isPresent();
  }

  /** What is installed, if it counts. */
  static Optional<CertificateAuthority> open(KeyStoreDirectory folder, Clock clock)
      throws IOException, CertificateRejectedException {
    Optional<Credentials> installed = folder.load(NAME);
    if (installed.isEmpty()) {
      if (folder.loadWaiting(WAITING).isPresent() && folder.load(ROOT).isEmpty()) {
        throw new IOException(
            "its root is offline and has not answered yet: 'photon registry install' the answer to"
                + " the request, or remove it from "
                + folder);
      }
      return Optional.empty();
    }
    Credentials issuing = installed.get();
    if (issuing.validity().isOver(clock.instant())) {
      throw new IOException(
          "the authority that the root has certified has ended at "
              + issuing.notAfter()
              + "; have the root sign the next one: 'photon registry request' makes the request");
    }
    if (issuing.validity().left(clock.instant()).compareTo(SOON) < 0) {
      LOG.warn(
          "the authority that the root has certified ends at {}; have the root sign the next one:"
              + " 'photon registry request' makes the request",
          issuing.notAfter());
    }
    return Optional.of(CertificateAuthority.open(issuing, clock, new SecureRandom()));
  }

  private Optional<Credentials> known() throws IOException {
    Optional<Credentials> issuing = folder.load(NAME);
    return issuing.isPresent() ? issuing : folder.load(ROOT);
  }
}
