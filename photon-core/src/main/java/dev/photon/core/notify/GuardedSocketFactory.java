package dev.photon.core.notify;

import dev.photon.config.include.PublicAddresses;
import java.io.IOException;
import java.io.Serial;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Makes sockets that refuse to connect to private addresses. The check is on the address that is
 * connected to, so that neither an address written as a host name nor a name that resolves another
 * way the second time gets around it.
 */
final class GuardedSocketFactory extends SocketFactory {

  /** Nothing was sent: the address is not one of the public internet. */
  static final class RefusedException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  @Override
  public Socket createSocket() {
    return new Socket() {
      @Override
      public void connect(SocketAddress endpoint, int timeout) throws IOException {
        check(endpoint);
        super.connect(endpoint, timeout);
      }
    };
  }

  private static void check(SocketAddress endpoint) throws IOException {
    if (!(endpoint instanceof InetSocketAddress internet)
        || internet.getAddress() == null
        || !PublicAddresses.isPublic(internet.getAddress())) {
      throw new RefusedException("not a public address");
    }
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  private Socket connected(InetSocketAddress endpoint) throws IOException {
    Socket socket = createSocket();
    socket.connect(endpoint, 0);
    return socket;
  }
}
