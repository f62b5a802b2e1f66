package dev.photon.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortProbeTest {
  private final PortProbe probe = new PortProbe(Duration.ofMillis(300));

  @Test
  void onlyWhatListensAccepts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket one = new ServerSocket(0, 5, loopback);
        ServerSocket two = new ServerSocket(0, 5, loopback)) {
      ServerSocket closed = new ServerSocket(0, 5, loopback);
      InetSocketAddress gone = (InetSocketAddress) closed.getLocalSocketAddress();
      closed.close();
      var listening =
          List.of(
              (InetSocketAddress) one.getLocalSocketAddress(),
              (InetSocketAddress) two.getLocalSocketAddress());
      var all = new ArrayList<>(listening);
      all.add(gone);
      assertThat(probe.accepting(all)).containsExactlyInAnyOrderElementsOf(listening);
    }
  }

  @Test
  void nothingToProbeIsNothing() throws IOException {
    assertThat(probe.accepting(List.of())).isEmpty();
  }
}
