package dev.photon.config.include;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;

/**
 * What downloads use of the world; tests give them another one.
 *
 * @param trust whose certificates to believe; empty for those of the Java runtime
 */
record Wire(Lookup lookup, SocketFactory sockets, Optional<Trust> trust) {

  /** Names to addresses. Blocking. */
  interface Lookup {
    List<InetAddress> addresses(String host) throws UnknownHostException;
  }

  /** Certificates to believe. */
  record Trust(SSLSocketFactory sockets, X509TrustManager manager) {}

  static Wire real() {
    return new Wire(
        host -> List.of(InetAddress.getAllByName(host)),
        SocketFactory.getDefault(),
        Optional.empty());
  }
}
