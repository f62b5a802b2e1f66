package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.EXPIRED;
import static dev.photon.crypto.CertificateRejectedException.Reason.NOT_PROVEN;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A private key with the certificates that say whose it is, and the root that they lead to. It is
 * checked that key and certificate fit; whether the chain is good says {@link PeerVerifier}.
 * Immutable. Nothing of it prints the key.
 */
public final class Credentials {
  private final PrivateKey key;
  private final List<X509Certificate> chain;
  private final Roots roots;
  private final Identity identity;

  /** Puts a key and its certificates together, with one root. */
  public Credentials(PrivateKey key, List<X509Certificate> chain, X509Certificate root)
      throws CertificateRejectedException {
    this(key, chain, Roots.of(root));
  }

  /**
   * Puts a key and its certificates together.
   *
   * @param key the private key of the first certificate
   * @param chain the holder's certificate first, then its issuers; as it is presented to peers, but
   *     for the roots, which a registry presents and nobody else
   * @param roots what it leads to, and what the holder trusts
   * @throws CertificateRejectedException if a certificate is not of Photon's profiles, or the key
   *     is another one's
   */
  public Credentials(PrivateKey key, List<X509Certificate> chain, Roots roots)
      throws CertificateRejectedException {
    if (chain.isEmpty() || chain.size() > PeerVerifier.MAX_CHAIN) {
      throw new CertificateRejectedException(
          SIZE,
          "a chain has 1 to " + PeerVerifier.MAX_CHAIN + " certificates, not " + chain.size());
    }
    StrictCertificate own = StrictCertificate.of(chain.get(0));
    if (!Keys.match(key, own.certificate().getPublicKey())) {
      throw new CertificateRejectedException(
          NOT_PROVEN, "the private key is not the one of the certificate for " + own.identity());
    }
    this.key = key;
    this.identity = own.identity();
    this.chain = presented(identity, chain, roots);
    this.roots = roots;
  }

  /** A registry shows its roots to first contacts, as many as there is room for. */
  static List<X509Certificate> presented(
      Identity identity, List<X509Certificate> chain, Roots roots) {
    List<X509Certificate> presented = new ArrayList<>(chain);
    if (identity.role() == Role.REGISTRY) {
      for (X509Certificate root : roots.trusted()) {
        if (presented.size() < PeerVerifier.MAX_CHAIN && !presented.contains(root)) {
          presented.add(root);
        }
      }
    }
    return List.copyOf(presented);
  }

  /** Whose credentials these are. */
  public Identity identity() {
    return identity;
  }

  /** The private key. Keep it out of messages, logs and values that travel. */
  public PrivateKey privateKey() {
    return key;
  }

  /** The holder's own certificate. */
  public X509Certificate leaf() {
    return chain.get(0);
  }

  /** The certificates to present, the holder's own first. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** The root that the chain leads to: of several the newest. */
  public X509Certificate root() {
    return roots.current();
  }

  /** All roots that the holder trusts. */
  public Roots roots() {
    return roots;
  }

  /** The trust in those roots. */
  public Trust trust() {
    return roots.trust();
  }

  /** From when on the holder's certificate counts. */
  public Instant notBefore() {
    return leaf().getNotBefore().toInstant();
  }

  /** Until when the holder's certificate counts. */
  public Instant notAfter() {
    return leaf().getNotAfter().toInstant();
  }

  /**
   * Returns these credentials if they still count.
   *
   * @throws CertificateRejectedException if their time is over, with the words for a person
   */
  public Credentials requireUnexpired(Instant now) throws CertificateRejectedException {
    if (now.isAfter(notAfter())) {
      throw new CertificateRejectedException(
          EXPIRED, "the certificate of " + identity + " has expired at " + notAfter());
    }
    return this;
  }

  /** When the holder's certificate counts. */
  public Validity validity() {
    return Validity.of(leaf());
  }

  /** A request for another certificate of the same key, proven over a nonce. */
  public SigningRequest request(byte[] nonce) {
    return SigningRequest.create(pair(), nonce);
  }

  /** The holder's key, to have it certified again. */
  public KeyPair pair() {
    return new KeyPair(leaf().getPublicKey(), key);
  }

  /**
   * These credentials with another certificate of the same key.
   *
   * @param answer to the {@link #request}; checked before it is taken
   */
  public Credentials renewed(List<X509Certificate> answer, Clock clock)
      throws CertificateRejectedException {
    return new PeerVerifier(trust(), clock).accept(key, answer, identity);
  }

  /** Whose credentials, and until when; nothing of the key. */
  @Override
  public String toString() {
    return "Credentials[" + identity + ", until " + notAfter() + "]";
  }
}
