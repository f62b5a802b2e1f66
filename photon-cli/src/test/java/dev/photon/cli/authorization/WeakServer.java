package dev.photon.cli.authorization;

import dev.photon.crypto.Credentials;
import dev.photon.spi.api.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A port that Java's TLS serves as it comes, with none of Photon's settings. */
final class WeakServer implements AutoCloseable {
  private static final int PATIENCE = 5_000;

  private final SSLServerSocket socket;
  private final Endpoint endpoint;

  /** Presents those credentials, in those versions of TLS alone. */
  WeakServer(Credentials own, String... versions) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "own", own.privateKey(), new char[0], own.chain().toArray(new X509Certificate[0]));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    InetAddress here = InetAddress.getLoopbackAddress();
    this.socket =
        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50, here);
    socket.setEnabledProtocols(versions);
    this.endpoint = Endpoint.of(here.getHostAddress(), socket.getLocalPort()).as(own.identity());
    Thread serving = new Thread(this::serve, "weak-server");
    serving.setDaemon(true);
    serving.start();
  }

  Endpoint endpoint() {
    return endpoint;
  }

  private void serve() {
    while (!socket.isClosed()) {
      boolean unused = isServed();
    }
  }

  /** A scanner breaks most of its connections off. */
  private boolean isServed() {
    try (SSLSocket peer = (SSLSocket) socket.accept()) {
      peer.setSoTimeout(PATIENCE);
      peer.startHandshake();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
