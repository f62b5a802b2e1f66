package dev.photon.provider.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Objects;

/**
 * A unix socket in the shape of {@link Socket}, which is what HTTP clients ask for.
 *
 * <p>The channel does not block, and each direction waits on a selector of its own: a blocking
 * channel would know no time-out, and would let a reader hold up a writer.
 */
final class UnixSocket extends Socket {
  private final UnixDomainSocketAddress address;
  private final SocketChannel channel;
  private final Direction reading;
  private final Direction writing;
  private volatile int soTimeout;
  private volatile boolean connected;
  private volatile boolean closed;
  private volatile boolean inputShutdown;
  private volatile boolean outputShutdown;

  UnixSocket(UnixDomainSocketAddress address) {
    this.address = address;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      reading = new Direction(SelectionKey.OP_READ);
      writing = new Direction(SelectionKey.OP_WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void connect(SocketAddress ignored) throws IOException {
    connect(ignored, 0);
  }

  /** Connects to the unix socket; a local connect either works at once or not at all. */
  @Override
  public void connect(SocketAddress ignored, int timeoutMillis) throws IOException {
    channel.connect(address);
    channel.configureBlocking(false);
    reading.register();
    writing.register();
    connected = true;
  }

  @Override
  public InputStream getInputStream() {
    return new Input();
  }

  @Override
  public OutputStream getOutputStream() {
    return new Output();
  }

  @Override
  public synchronized void setSoTimeout(int millis) {
    soTimeout = millis;
  }

  @Override
  public synchronized int getSoTimeout() {
    return soTimeout;
  }

  @Override
  public void shutdownInput() throws IOException {
    inputShutdown = true;
    channel.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    outputShutdown = true;
    channel.shutdownOutput();
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    channel.close();
    reading.close();
    writing.close();
  }

  @Override
  public boolean isConnected() {
    return connected;
  }

  @Override
  public boolean isBound() {
    return connected;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isInputShutdown() {
    return inputShutdown;
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShutdown;
  }

  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return address;
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public String toString() {
    return address.toString();
  }

  /** One direction's readiness, waited for by one thread at a time. */
  private final class Direction {
    private final int operation;
    private final Selector selector;

    Direction(int operation) throws IOException {
      this.operation = operation;
      this.selector = Selector.open();
    }

    void register() throws IOException {
      channel.register(selector, operation);
    }

    void await(int timeoutMillis) throws IOException {
      long start = System.nanoTime();
      try {
        while (selector.select(timeoutMillis) == 0) {
          if (closed || !selector.isOpen()) {
            throw new SocketException("socket closed");
          }
          if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
          }
          long waited = (System.nanoTime() - start) / 1_000_000;
          if (timeoutMillis > 0 && waited >= timeoutMillis) {
            throw new SocketTimeoutException("no answer within " + timeoutMillis + " ms");
          }
        }
        selector.selectedKeys().clear();
      } catch (ClosedSelectorException e) {
        throw new IOException("socket closed", e);
      }
    }

    void close() throws IOException {
      selector.close();
    }
  }

  private final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      if (length == 0) {
        return 0;
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      while (true) {
        int count = channel.read(buffer);
        if (count != 0) {
          return count;
        }
        reading.await(soTimeout);
      }
    }

    @Override
    public void close() throws IOException {
      UnixSocket.this.close();
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      while (buffer.hasRemaining()) {
        if (channel.write(buffer) == 0) {
          writing.await(0);
        }
      }
    }

    @Override
    public void close() throws IOException {
      UnixSocket.this.close();
    }
  }
}
