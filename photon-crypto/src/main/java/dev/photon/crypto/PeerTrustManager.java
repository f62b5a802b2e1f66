package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.PROTOCOL;
import static dev.photon.crypto.CertificateRejectedException.Reason.UNEXPECTED_PEER;
import static dev.photon.crypto.CertificateRejectedException.Reason.UNTRUSTED;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Hands every chain that a peer presents to the {@link PeerVerifier}, and binds it to the call. */
final class PeerTrustManager extends X509ExtendedTrustManager {
  private final CredentialsSource source;
  private final Clock clock;
  private final Revocations revocations;
  private final Purpose peerIs;
  private final Optional<Identity> expected;
  private final Consumer<CertificateRejectedException> refused;

  PeerTrustManager(
      CredentialsSource source,
      Clock clock,
      Revocations revocations,
      Purpose peerIs,
      Optional<Identity> expected,
      Consumer<CertificateRejectedException> refused) {
    this.source = source;
    this.clock = clock;
    this.revocations = revocations;
    this.peerIs = peerIs;
    this.expected = expected;
    this.refused = refused;
  }

  @Override
  public void checkClientTrusted(
      X509Certificate @Nullable [] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateRejectedException {
    check(Purpose.CLIENT, chain, session(engine));
  }

  @Override
  public void checkServerTrusted(
      X509Certificate @Nullable [] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateRejectedException {
    check(Purpose.SERVER, chain, session(engine));
  }

  @Override
  public void checkClientTrusted(
      X509Certificate @Nullable [] chain, String authType, @Nullable Socket socket)
      throws CertificateRejectedException {
    check(Purpose.CLIENT, chain, session(socket));
  }

  @Override
  public void checkServerTrusted(
      X509Certificate @Nullable [] chain, String authType, @Nullable Socket socket)
      throws CertificateRejectedException {
    check(Purpose.SERVER, chain, session(socket));
  }

  @Override
  public void checkClientTrusted(X509Certificate @Nullable [] chain, String authType)
      throws CertificateRejectedException {
    throw withoutConnection();
  }

  @Override
  public void checkServerTrusted(X509Certificate @Nullable [] chain, String authType)
      throws CertificateRejectedException {
    throw withoutConnection();
  }

  /** None: which roots count is not told to strangers, and clients present what they have. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private void check(
      Purpose presentedAs, X509Certificate @Nullable [] chain, @Nullable SSLSession session)
      throws CertificateRejectedException {
    try {
      accept(presentedAs, chain, session);
    } catch (CertificateRejectedException e) {
      refused.accept(e);
      throw e;
    }
  }

  private void accept(
      Purpose presentedAs, X509Certificate @Nullable [] chain, @Nullable SSLSession session)
      throws CertificateRejectedException {
    if (presentedAs != peerIs) {
      throw new CertificateRejectedException(
          UNTRUSTED, "this connection expects a " + peerIs + ", not a " + presentedAs);
    }
    if (session == null) {
      throw withoutConnection();
    }
    if (!TlsContexts.PROTOCOL.equals(session.getProtocol())) {
      throw new CertificateRejectedException(
          PROTOCOL, "the peer speaks " + session.getProtocol() + "; only TLS 1.3 is accepted");
    }
    Trust trust = source.trust();
    Identity peer =
        new PeerVerifier(trust, clock, revocations)
            .verify(chain == null ? List.of() : List.of(chain), peerIs, expected);
    if (peerIs == Purpose.SERVER && expected.isEmpty() && !(trust instanceof Trust.Pinned)) {
      checkHost(peer, session);
    }
  }

  private static void checkHost(Identity peer, SSLSession session)
      throws CertificateRejectedException {
    String asked = askedHost(session);
    if (!peer.host().equals(asked)) {
      throw new CertificateRejectedException(
          UNEXPECTED_PEER,
          "the peer is " + peer + ", but " + Text.printable(asked) + " was called");
    }
  }

  private static String askedHost(SSLSession session) {
    if (session instanceof ExtendedSSLSession extended) {
      for (SNIServerName name : extended.getRequestedServerNames()) {
        if (name instanceof SNIHostName host) {
          return host.getAsciiName();
        }
      }
    }
    String host = session.getPeerHost();
    return host == null ? "" : host;
  }

  private static @Nullable SSLSession session(@Nullable SSLEngine engine) {
    return engine == null ? null : engine.getHandshakeSession();
  }

  private static @Nullable SSLSession session(@Nullable Socket socket) {
    return socket instanceof SSLSocket secured ? secured.getHandshakeSession() : null;
  }

  private static CertificateRejectedException withoutConnection() {
    return new CertificateRejectedException(
        PROTOCOL, "the peer can only be checked together with its TLS connection");
  }
}
