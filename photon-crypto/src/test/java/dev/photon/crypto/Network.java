package dev.photon.crypto;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A registry with a datacenter and a metacenter, all with good certificates; at a fixed time unless
 * another clock is given. The root signs by itself, or an authority below it does.
 */
final class Network {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final SecureRandom RANDOM = new SecureRandom();

  private final Clock clock;
  final CertificateAuthority root;

  /** Who signs for the registry. */
  final CertificateAuthority signing;

  final String name;
  final CertificateAuthority west;
  final CertificateAuthority shop;
  final Trust trust;

  Network() {
    this(CLOCK);
  }

  Network(Clock clock) {
    this(clock, CertificateAuthority.createRoot(clock, RANDOM), false);
  }

  private Network(Clock clock, CertificateAuthority root, boolean offline) {
    this.clock = clock;
    this.root = root;
    this.name = root.registry();
    this.signing = offline ? opened(own(root, Identity.issuingAuthority(name)), clock) : root;
    this.west = opened(own(signing, Identity.datacenterAuthority(name, "west")), clock);
    this.shop = opened(own(signing, Identity.metacenterAuthority(name, "shop-1f")), clock);
    this.trust = root.credentials().trust();
  }

  /** One whose root is kept offline: an authority below it signs. */
  static Network offline(Clock clock) {
    return new Network(clock, CertificateAuthority.createRoot(clock, RANDOM), true);
  }

  /** The same registry after its root was renewed; all have new certificates. */
  Network renewed() {
    try {
      Clock later = Clock.offset(clock, Duration.ofSeconds(2)); // the older root is the older one
      CertificateAuthority next = opened(root.credentials(), later).nextRoot();
      return new Network(clock, opened(next.credentials(), clock), signing != root);
    } catch (CertificateRejectedException e) {
      throw new AssertionError(e);
    }
  }

  /** How a registry can sign: itself or by another one, with one root or with two. */
  static List<Network> layouts(Clock clock) {
    Network online = new Network(clock);
    Network offline = offline(clock);
    return List.of(online, offline, online.renewed(), offline.renewed());
  }

  Credentials registry() {
    return own(signing, Identity.registry(name));
  }

  Credentials account() {
    return own(signing, Identity.account(name, "a1b2"));
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
    return opened(own(signing, identity), clock);
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

  /** A clock that stands where it is put. */
  static final class MovingClock extends Clock {
    volatile Instant now;

    MovingClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  static Clock after(Duration time) {
    return Clock.fixed(NOW.plus(time), ZoneOffset.UTC);
  }
}
