package dev.photon.core.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.photon.config.Protocol;
import dev.photon.config.ServiceName;
import dev.photon.core.gateway.Gateway.Entry;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeAddress;
import dev.photon.spi.api.PublicAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SocketGatewayTest {
  private static final DeploymentId SHOP = new DeploymentId("shop");
  private static final DeploymentId OTHER = new DeploymentId("other");
  private static final ServiceName WEB = ServiceName.of("web");
  private static final Entry ENTRY = new Entry(WEB, 80, Protocol.HTTP, 80);

  private SocketGateway gateway = open(32_100, 32_199);
  private EchoNode first;
  private EchoNode second;

  @BeforeEach
  void startNodes() throws IOException {
    first = new EchoNode("first");
    second = new EchoNode("second");
  }

  @AfterEach
  void close() throws IOException {
    gateway.close();
    first.close();
    second.close();
  }

  private static SocketGateway open(int from, int to) {
    try {
      return SocketGateway.open("127.0.0.1", "localhost", from, to);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private PublicAddress publish(Entry entry, NodeAddress... nodes) {
    return in(gateway.publish(SHOP, Map.of(entry, Arrays.asList(nodes))), entry);
  }

  private static PublicAddress in(Map<Entry, PublicAddress> addresses, Entry entry) {
    return Optional.ofNullable(addresses.get(entry)).orElseThrow();
  }

  private static String greeting(PublicAddress address) throws IOException {
    try (Socket socket = connect(address);
        var reader =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      return line == null ? "" : line;
    }
  }

  private static Socket connect(PublicAddress address) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), address.publicPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  @Test
  void readyNodesTakeTurns() throws IOException {
    PublicAddress address = publish(ENTRY, first.address(), second.address());
    assertThat(address.text()).isEqualTo("http://localhost:" + address.publicPort() + "/");
    assertThat(List.of(greeting(address), greeting(address), greeting(address), greeting(address)))
        .containsExactlyInAnyOrder("first", "first", "second", "second");
  }

  @Test
  void aNodeThatDoesNotAnswerIsPassedOver() throws IOException {
    NodeAddress gone = first.address();
    first.close();
    PublicAddress address = publish(ENTRY, gone, second.address());
    for (int i = 0; i < 4; i++) {
      assertThat(greeting(address)).isEqualTo("second");
    }
  }

  @Test
  void anEntryKeepsItsAddressWhileItsNodesChange() throws IOException {
    PublicAddress before = publish(ENTRY, first.address());
    try (Socket kept = connect(before)) {
      InputStream in = kept.getInputStream();
      assertThat(new String(in.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("first\n");
      PublicAddress after = publish(ENTRY, second.address());
      assertThat(after).isEqualTo(before);
      assertThat(greeting(after)).isEqualTo("second");
      kept.getOutputStream().write('x');
      assertThat(in.read()).as("a connection that was there goes on").isEqualTo('x');
    }
    assertThat(publish(ENTRY)).isEqualTo(before);
    assertThat(greeting(before)).as("nobody is there").isEmpty();
  }

  @Test
  void muchIsCarriedBothWaysAndHalfClosed() throws Exception {
    PublicAddress address = publish(ENTRY, first.address());
    byte[] sent = new byte[3 << 20];
    new Random(1).nextBytes(sent);
    try (Socket socket = connect(address)) {
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                try {
                  socket.getOutputStream().write(sent);
                  socket.shutdownOutput();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      byte[] received = socket.getInputStream().readAllBytes();
      sending.get();
      assertThat(Arrays.copyOfRange(received, 6, received.length)).isEqualTo(sent);
    }
  }

  @Test
  void theWishedPortIsGivenWhereItIsFree() throws IOException {
    assertThat(publish(new Entry(WEB, 80, Protocol.HTTP, 32_150), first.address()).publicPort())
        .isEqualTo(32_150);
    Entry taken = new Entry(WEB, 81, Protocol.HTTP, 32_150);
    var others = gateway.publish(OTHER, Map.of(taken, List.of(second.address())));
    PublicAddress other = in(others, taken);
    assertThat(other.publicPort()).isNotEqualTo(32_150).isBetween(32_100, 32_199);
    assertThat(greeting(other)).isEqualTo("second");
  }

  @Test
  void aRestartGivesTheSamePortAgain() throws IOException {
    int before = publish(ENTRY, first.address()).publicPort();
    gateway.close();
    gateway = open(32_100, 32_199);
    assertThat(publish(new Entry(WEB, 80, Protocol.HTTP, before), first.address()).publicPort())
        .isEqualTo(before);
  }

  @Test
  void whatIsNotPublishedAnyMoreIsClosed() throws IOException {
    Entry admin = new Entry(WEB, 81, Protocol.TCP, 81);
    var both =
        gateway.publish(
            SHOP,
            new TreeMap<>(
                Map.of(ENTRY, List.of(first.address()), admin, List.of(second.address()))));
    assertThat(both).hasSize(2);
    try (Socket cut = connect(in(both, admin))) {
      assertThat(cut.getInputStream().readNBytes(7)).hasSize(7);
      assertThat(publish(ENTRY, first.address())).isEqualTo(in(both, ENTRY));
      assertThat(cut.getInputStream().read()).isNegative();
    }
    assertThatIOException().isThrownBy(() -> connect(in(both, admin)).close());
    gateway.unpublish(SHOP);
    assertThatIOException().isThrownBy(() -> connect(in(both, ENTRY)).close());
  }

  @Test
  void withoutAFreePortThereIsNoAddress() throws IOException {
    try (var taken = new ServerSocket(32_250, 1, InetAddress.getLoopbackAddress());
        SocketGateway small = open(taken.getLocalPort(), taken.getLocalPort())) {
      assertThat(small.publish(SHOP, Map.of(ENTRY, List.of(first.address())))).isEmpty();
    }
    assertThatIllegalArgumentException().isThrownBy(() -> open(0, 5));
  }
}
