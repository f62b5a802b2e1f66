package dev.photon.crypto;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A registry with a datacenter and a metacenter, all with good certificates; at a fixed time unless
 * another clock is given.
 */
final class Network {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final SecureRandom RANDOM = new SecureRandom();

  private final Clock clock;
  final CertificateAuthority root;
  final String name;
  final CertificateAuthority west;
  final CertificateAuthority shop;
  final Trust trust;

  Network() {
    this(CLOCK);
  }

  Network(Clock clock) {
    this.clock = clock;
    this.root = CertificateAuthority.createRoot(clock, RANDOM);
    this.name = root.registry();
    this.west = opened(own(root, Identity.datacenterAuthority(name, "west")), clock);
    this.shop = opened(own(root, Identity.metacenterAuthority(name, "shop-1f")), clock);
    this.trust = Trust.root(root.credentials().root());
  }

  Credentials registry() {
    return own(root, Identity.registry(name));
  }

  Credentials account() {
    return own(root, Identity.account(name, "a1b2"));
  }

  Credentials agent() {
    return own(west, Identity.agent(name, "west"));
  }

  Credentials metacenter() {
    return own(shop, Identity.metacenter(name, "shop-1f"));
  }

  Credentials metacenterAccount() {
    return own(shop, Identity.metacenterAccount(name, "shop-1f", "a1b2"));
  }

  Credentials serviceConnection() {
    return own(shop, Identity.serviceConnection(name, "shop-1f", "db", "west"));
  }

  /** Everybody who authenticates. */
  List<Credentials> peers() {
    return List.of(
        registry(), account(), agent(), metacenter(), metacenterAccount(), serviceConnection());
  }

  PeerVerifier verifier() {
    return new PeerVerifier(trust, clock);
  }

  PeerVerifier verifierAt(Instant time) {
    return new PeerVerifier(trust, Clock.fixed(time, ZoneOffset.UTC));
  }

  CertificateAuthority authority(Identity identity) {
    return opened(own(root, identity), clock);
  }

  private static CertificateAuthority opened(Credentials own, Clock clock) {
    return CertificateAuthority.open(own, clock, RANDOM);
  }

  static Credentials own(CertificateAuthority authority, Identity identity) {
    try {
      return authority.issueOwn(identity);
    } catch (CertificateRejectedException e) {
      throw new AssertionError(e);
    }
  }

  static Clock after(Duration time) {
    return Clock.fixed(NOW.plus(time), ZoneOffset.UTC);
  }
}
