package dev.photon.cli.authorization;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Somebody who tries to connect, by Java's own TLS and with none of Photon's checks.
 *
 * @param tls which version alone is spoken; nothing but plain text if empty
 * @param presented empty for no certificate
 * @param application what is to be spoken within, by ALPN
 * @param asksForServer whether the server is asked for by its name
 */
record Knock(
    Optional<String> tls, Optional<Forged> presented, String application, boolean asksForServer) {
  private static final int PATIENCE = 10_000;

  /** An empty SETTINGS frame after the preface of HTTP/2. */
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

  /** The type of the frame that a server of HTTP/2 begins with, in its fourth byte. */
  private static final int SETTINGS = 4;

  static Knock with(Forged presented) {
    return new Knock(Optional.of("TLSv1.3"), Optional.of(presented), "h2", true);
  }

  static Knock withNothing() {
    return new Knock(Optional.of("TLSv1.3"), Optional.empty(), "h2", true);
  }

  /** Whether the server begins to talk to this client, or cuts it off. */
  boolean isLetIn(InetSocketAddress address, String serverName) throws Exception {
    try (Socket socket = tls.isPresent() ? secured(tls.get(), serverName) : new Socket()) {
      socket.connect(address, PATIENCE);
      socket.setSoTimeout(PATIENCE);
      socket.getOutputStream().write(PREFACE); // shakes hands before
      socket.getOutputStream().flush();
      byte[] frame = socket.getInputStream().readNBytes(4);
      return frame.length == 4 && frame[3] == SETTINGS;
    } catch (SocketTimeoutException e) {
      throw new AssertionError("neither let in nor cut off: " + this, e);
    } catch (IOException e) {
      return false; // an alert of TLS, or a connection that is just closed
    }
  }

  private SSLSocket secured(String version, String serverName) throws Exception {
    SSLContext context = SSLContext.getInstance(version);
    context.init(keys(), new TrustManager[] {new Trusting()}, null);
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {version});
    parameters.setApplicationProtocols(new String[] {application});
    if (asksForServer) {
      parameters.setServerNames(List.<SNIServerName>of(new SNIHostName(serverName)));
    }
    socket.setSSLParameters(parameters);
    return socket;
  }

  private KeyManager[] keys() throws Exception {
    if (presented.isEmpty()) {
      return new KeyManager[0];
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "own",
        presented.get().key(),
        new char[0],
        presented.get().chain().toArray(new X509Certificate[0]));
    // The plain one: the other keeps back certificates that it takes for useless.
    KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  /** Takes every server for the right one. */
  private static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
