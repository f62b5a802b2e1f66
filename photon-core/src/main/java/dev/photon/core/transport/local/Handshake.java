package dev.photon.core.transport.local;

import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.Purpose;
import dev.photon.crypto.Trust;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.RegistryApi;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What both sides have proven to each other with their certificates, by the same verifier as over a
 * network. It counts for a while, since a simulation makes many calls and a check takes long.
 */
record Handshake(
    Caller caller,
    Optional<Credentials> client,
    Credentials server,
    Instant made,
    long revocations) {
  private static final Duration COUNTS = Duration.ofSeconds(30);

  /** One thread may have read the clock a moment before another one has shaken hands. */
  private static final Duration AMONG_THREADS = Duration.ofSeconds(1);

  /** Whether it is still about the credentials of both sides and what is revoked, and recent. */
  boolean holds(
      Optional<Credentials> ours, Optional<Credentials> theirs, Instant now, long version) {
    return version == revocations
        && ours.equals(client)
        && theirs.equals(Optional.of(server))
        && !now.isBefore(made.minus(AMONG_THREADS))
        && now.isBefore(made.plus(COUNTS));
  }

  /** Another number whenever one of both sides may have heard of more that is revoked. */
  static long version(TransportProvider.Context client, LocalServer server) {
    return client.revocations().version() + server.context().revocations().version();
  }

  /** The certificate that a server presents to a client that asks for this peer. */
  static Optional<Credentials> presented(LocalServer server, Optional<Identity> expected) {
    return server.context().credentials().own(expected.map(Identity::host));
  }

  /** Whom the peer must prove to be; an account knows its registry without naming it. */
  static Optional<Identity> expected(Endpoint peer, Class<?> api, Optional<Credentials> own) {
    return peer.identity().isPresent() || api != RegistryApi.class
        ? peer.identity()
        : own.map(credentials -> Identity.registry(credentials.identity().registry()));
  }

  /** Has both sides prove who they are. */
  static Handshake make(
      TransportProvider.Context client,
      Optional<Credentials> own,
      LocalServer server,
      Optional<Credentials> presented,
      Endpoint peer,
      Optional<Identity> expected) {
    Credentials theirs =
        presented.orElseThrow(
            () ->
                new ApiException(
                    ApiException.Status.UNAVAILABLE,
                    "unreachable",
                    "cannot reach "
                        + peer.address()
                        + ": nobody there answers to the name asked for"));
    Identity addressed = proveServer(client, theirs, peer, expected);
    Optional<Identity> caller = own.map(credentials -> proveClient(server, credentials, peer));
    return new Handshake(
        new Caller(caller, addressed),
        own,
        theirs,
        client.clock().instant(),
        version(client, server));
  }

  private static Identity proveServer(
      TransportProvider.Context client,
      Credentials server,
      Endpoint peer,
      Optional<Identity> expected) {
    Trust trust = client.credentials().trust();
    try {
      Identity proven =
          new PeerVerifier(trust, client.clock(), client.revocations())
              .verify(server.chain(), Purpose.SERVER, expected);
      boolean certain = expected.isPresent() || trust instanceof Trust.Pinned;
      if (!certain && !proven.host().equals(peer.host())) {
        throw rejected(
            ApiException.PEER_REJECTED,
            "the peer is " + proven + ", but " + peer.host() + " was called");
      }
      return proven;
    } catch (CertificateRejectedException e) {
      throw rejected(
          ApiException.PEER_REJECTED, peer.address() + " is not trusted: " + e.getMessage());
    }
  }

  private static Identity proveClient(LocalServer server, Credentials client, Endpoint peer) {
    TransportProvider.Context context = server.context();
    try {
      return new PeerVerifier(context.credentials().trust(), context.clock(), context.revocations())
          .verify(client.chain(), Purpose.CLIENT, Optional.empty());
    } catch (CertificateRejectedException e) {
      throw rejected(
          ApiException.REJECTED_BY_PEER,
          peer.address() + " did not accept this side's certificate: " + e.getMessage());
    }
  }

  private static ApiException rejected(String reason, String message) {
    return new ApiException(ApiException.Status.UNAUTHENTICATED, reason, message);
  }
}
