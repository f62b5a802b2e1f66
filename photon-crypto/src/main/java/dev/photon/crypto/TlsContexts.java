package dev.photon.crypto;

import java.security.AlgorithmConstraints;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What {@code javax.net.ssl}, and transports on top of it, need for Photon's mutual TLS 1.3.
 *
 * <p>The managers refuse older versions by themselves, however the connection was set up. A
 * client's trust manager always knows whom it called: the expected identity, or the host that it
 * asked for, or the registry of a pinned root. Whether a server demands a certificate is the
 * transport's choice; one that is presented is always checked.
 *
 * <p>A resumed session is not checked again, so the contexts made here never resume one. A
 * transport that makes its own context must set {@link #NO_RESUMPTION} as its session timeout.
 */
public final class TlsContexts {
  /** The only version of TLS. */
  public static final String PROTOCOL = "TLSv1.3";

  /**
   * A session timeout in seconds, beyond the week that TLS 1.3 allows a ticket to live: with it,
   * neither side of the JDK's TLS gives or keeps a ticket, so that no session is ever resumed.
   */
  public static final int NO_RESUMPTION = 604_801;

  private TlsContexts() {}

  /**
   * Presents the source's credentials; on a server, those for the host that the client asks for.
   */
  public static X509ExtendedKeyManager keyManager(CredentialsSource source) {
    return new SourceKeyManager(source);
  }

  /**
   * Checks the server that a client has called.
   *
   * @param expected who it has to be; if empty, the server must have the host that was asked for
   *     (SNI, or the peer host of the engine), or be the registry if the trust is pinned
   */
  public static X509ExtendedTrustManager clientTrustManager(
      CredentialsSource source, Clock clock, Revocations revocations, Optional<Identity> expected) {
    return new PeerTrustManager(
        source, clock, revocations, Purpose.SERVER, expected, refusal -> {});
  }

  /** Checks the certificate that a client presents to a server. */
  public static X509ExtendedTrustManager serverTrustManager(
      CredentialsSource source, Clock clock, Revocations revocations) {
    return serverTrustManager(source, clock, revocations, refusal -> {});
  }

  /**
   * Checks the certificate that a client presents to a server.
   *
   * @param refused told of each that is not accepted, on the thread of the handshake
   */
  public static X509ExtendedTrustManager serverTrustManager(
      CredentialsSource source,
      Clock clock,
      Revocations revocations,
      Consumer<CertificateRejectedException> refused) {
    return new PeerTrustManager(
        source, clock, revocations, Purpose.CLIENT, Optional.empty(), refused);
  }

  /** A context for connections to one server; see {@link #clientTrustManager}. */
  public static SSLContext client(
      CredentialsSource source, Clock clock, Revocations revocations, Optional<Identity> expected) {
    return context(source, clientTrustManager(source, clock, revocations, expected));
  }

  /** A context for a server. */
  public static SSLContext server(CredentialsSource source, Clock clock, Revocations revocations) {
    return context(source, serverTrustManager(source, clock, revocations));
  }

  /**
   * Which key exchanges are offered and taken: those on curves. For the parameters of a transport
   * that makes its own engines; Java 17 has no other setting for one connection.
   */
  public static AlgorithmConstraints keyExchanges() {
    return EllipticGroups.ONLY;
  }

  /**
   * Parameters for a socket or engine: TLS 1.3 alone.
   *
   * @param needClientCertificate on a server: whether to refuse clients without a certificate; if
   *     not, one is asked for and may be missing
   */
  public static SSLParameters parameters(boolean needClientCertificate) {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {PROTOCOL});
    parameters.setCipherSuites(
        new String[] {
          "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
        });
    parameters.setAlgorithmConstraints(keyExchanges());
    if (needClientCertificate) {
      parameters.setNeedClientAuth(true);
    } else {
      parameters.setWantClientAuth(true);
    }
    return parameters;
  }

  private static SSLContext context(CredentialsSource source, X509ExtendedTrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance(PROTOCOL);
      context.init(
          new KeyManager[] {keyManager(source)}, new TrustManager[] {trust}, new SecureRandom());
      context.getClientSessionContext().setSessionTimeout(NO_RESUMPTION);
      context.getServerSessionContext().setSessionTimeout(NO_RESUMPTION);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + PROTOCOL, e);
    }
  }
}
