package dev.photon.transport.grpc;

import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Identity;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.Purpose;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Who is at the other end of one connection. The handshake has checked it already; it is checked
 * again while the connection lasts, so that a certificate ends with its time, and when it is
 * revoked. Thread-safe.
 */
final class PeerProof {
  private static final Duration COUNTS = Duration.ofSeconds(30);
  private static final int URI = 6;

  private final SSLSession session;
  private final TransportProvider.Context context;
  private Optional<Caller> caller = Optional.empty();
  private Instant checked = Instant.MIN;
  private long revocations;

  /** When the first certificate on the way to the root ends. */
  private Instant until = Instant.MAX;

  PeerProof(SSLSession session, TransportProvider.Context context) {
    this.session = session;
    this.context = context;
  }

  synchronized Caller caller() {
    Instant now = context.clock().instant();
    boolean fresh =
        !now.isBefore(checked) && now.isBefore(checked.plus(COUNTS)) && !now.isAfter(until);
    long version = context.revocations().version();
    if (caller.isPresent() && fresh && version == revocations) {
      return caller.get();
    }
    Caller proven = prove();
    revocations = version;
    caller = Optional.of(proven);
    checked = now;
    return proven;
  }

  /**
   * Why nothing may be sent to this peer any more; looked at often, so that only a certificate that
   * has ended and a new list of what is revoked cost a check.
   */
  synchronized Optional<ApiException> refusal() {
    if (!context.clock().instant().isAfter(until)
        && context.revocations().version() == revocations) {
      return Optional.empty();
    }
    try {
      caller();
      return Optional.empty();
    } catch (ApiException e) {
      return Optional.of(e);
    }
  }

  private Caller prove() {
    try {
      Optional<List<X509Certificate>> chain = presented();
      if (chain.isEmpty()) {
        return new Caller(Optional.empty(), addressed());
      }
      PeerVerifier.Verified peer =
          new PeerVerifier(context.credentials().trust(), context.clock(), context.revocations())
              .check(chain.get(), Purpose.CLIENT, Optional.empty());
      until = peer.until();
      return new Caller(Optional.of(peer.identity()), addressed());
    } catch (CertificateRejectedException e) {
      throw new ApiException(
          ApiException.Status.UNAUTHENTICATED,
          "certificate-rejected",
          "the caller's certificate is not accepted: " + e.getMessage());
    }
  }

  private Optional<List<X509Certificate>> presented() {
    try {
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate certificate : session.getPeerCertificates()) {
        chain.add((X509Certificate) certificate);
      }
      return Optional.of(chain);
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty(); // no client certificate: an anonymous caller
    }
  }

  /** The URI in the certificate that this server presented. */
  private Identity addressed() {
    Certificate[] own = session.getLocalCertificates();
    if (own == null || own.length == 0) {
      throw new IllegalStateException("a TLS session without a certificate of the server");
    }
    try {
      var names = ((X509Certificate) own[0]).getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (name.get(0).equals(URI)) {
          return Identity.parse((String) name.get(1));
        }
      }
    } catch (CertificateParsingException e) {
      throw new IllegalStateException("the server's own certificate cannot be read", e);
    }
    throw new IllegalStateException("the server's own certificate has no identity");
  }
}
