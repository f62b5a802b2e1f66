package dev.photon.core.client;

import dev.photon.core.client.ClientException.Kind;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.crypto.Roots;
import dev.photon.crypto.TlsContexts;
import dev.photon.spi.api.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Asks a server for the root that it claims, so that a person can compare its fingerprint. Nothing
 * is trusted and nothing is said: the handshake is broken off when the certificates are there.
 */
final class FirstContact {
  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();

  private FirstContact() {}

  static CertificateFingerprint fingerprint(Endpoint server) throws ClientException {
    Claimed claimed = new Claimed();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(server.host(), server.port()), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      SSLContext context = SSLContext.getInstance(TlsContexts.PROTOCOL);
      context.init(null, new TrustManager[] {claimed}, new SecureRandom());
      SSLSocket tls =
          (SSLSocket)
              context.getSocketFactory().createSocket(socket, server.host(), server.port(), true);
      tls.startHandshake();
    } catch (IOException | GeneralSecurityException e) {
      if (claimed.root.get() == null) {
        throw new ClientException(
            Kind.UNREACHABLE,
            "no registry answers at " + server.address() + ": " + e.getMessage(),
            Optional.of("check that it runs, and its address"),
            e);
      }
    }
    X509Certificate root = claimed.root.get();
    if (root == null) {
      throw new ClientException(
          Kind.REFUSED, "the server at " + server.address() + " presents no certificate");
    }
    return CertificateFingerprint.of(root);
  }

  /** Takes note of what is claimed, and refuses it. */
  private static final class Claimed extends X509ExtendedTrustManager {
    private final AtomicReference<X509Certificate> root = new AtomicReference<>();

    private CertificateException noted(X509Certificate... chain) {
      if (chain.length > 0) {
        root.set(Roots.claimed(List.of(chain)));
      }
      return new CertificateException("seen enough");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw noted(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw noted(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw noted(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("not a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("not a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("not a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
