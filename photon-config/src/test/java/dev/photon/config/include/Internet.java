package dev.photon.config.include;

import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import okhttp3.tls.HandshakeCertificates;

/**
 * Names and addresses as a test wants them. Every connection goes to loopback, to the port that was
 * asked for, and the address that it was meant for is noted.
 */
final class Internet extends SocketFactory {
  /** An address that counts as public; nothing is ever sent there. */
  static final String PUBLIC = "93.184.216.34";

  private final Map<String, Deque<List<InetAddress>>> names = new ConcurrentHashMap<>();
  private final List<String> lookedUp = new CopyOnWriteArrayList<>();
  private final List<String> connected = new CopyOnWriteArrayList<>();

  /** What the name resolves to the next time; the last one goes on for ever. */
  Internet name(String name, String... addresses) {
    names
        .computeIfAbsent(name, key -> new ArrayDeque<>())
        .add(Stream.of(addresses).map(InetAddresses::forString).toList());
    return this;
  }

  List<String> lookedUp() {
    return lookedUp;
  }

  /** Where connections were meant to go. */
  List<String> connected() {
    return connected;
  }

  Wire wire() {
    return new Wire(this::addresses, this, Optional.empty());
  }

  Wire wire(HandshakeCertificates certificates) {
    return new Wire(
        this::addresses,
        this,
        Optional.of(new Wire.Trust(certificates.sslSocketFactory(), certificates.trustManager())));
  }

  private synchronized List<InetAddress> addresses(String name) throws UnknownHostException {
    lookedUp.add(name);
    Deque<List<InetAddress>> answers = names.get(name);
    if (answers == null) {
      throw new UnknownHostException(name + ": Name or service not known");
    }
    return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
  }

  @Override
  public Socket createSocket() {
    return new Socket() {
      @Override
      public void connect(SocketAddress endpoint, int timeout) throws IOException {
        InetSocketAddress meant = (InetSocketAddress) endpoint;
        connected.add(InetAddresses.toAddrString(meant.getAddress()));
        super.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), meant.getPort()), timeout);
      }
    };
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new AssertionError("not used");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new AssertionError("not used");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new AssertionError("not used");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new AssertionError("not used");
  }
}
