package dev.photon.core.datacenter;

import static dev.photon.core.datacenter.AgentWorld.DC;
import static dev.photon.core.datacenter.AgentWorld.SHOP;
import static dev.photon.core.datacenter.AgentWorld.db;
import static dev.photon.core.datacenter.AgentWorld.part;
import static dev.photon.core.datacenter.AgentWorld.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.photon.core.gateway.SocketGateway;
import dev.photon.core.simulated.SimulatedOptions;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.PublicAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Virtual time, but the ports are real: simulated nodes behind the real gateway. */
@Timeout(30)
class AgentOnRealPortsTest {
  private static final Duration A_WHILE = Duration.ofSeconds(15);

  @Test
  void aPublicAddressLeadsToReadyNodesAndSurvivesARestart() throws IOException {
    try (var gateway = SocketGateway.open("127.0.0.1", "127.0.0.1", 32_300, 32_399);
        var world = new AgentWorld(1, SimulatedOptions.DEFAULT.withAnswer(true), gateway)) {
      world.run(Duration.ofSeconds(1));
      world.put(part(1, 1, web(2, "web:1"), db(1, "db:1")));
      world.run(A_WHILE);
      PublicAddress address = address(world);
      assertThat(get(address)).contains("200 OK", "simulated node shop/web/");
      world.infrastructure.kill(DC, NodeId.parse("shop/web/0#1"), world.time.now(), "killed");
      assertThat(answer(address)).as("fail-over").contains("shop/web/1#1");

      world.restart();
      gateway.unpublish(SHOP);
      world.run(A_WHILE);
      assertThat(address(world)).isEqualTo(address);
      assertThat(get(address)).contains("simulated node shop/web/");

      world.delete(SHOP, 1);
      world.run(A_WHILE);
      assertThatIOException().isThrownBy(() -> get(address));
    }
  }

  private static PublicAddress address(AgentWorld world) {
    return world.view(SHOP).deploymentStatus(SHOP).services().get(1).addresses().get(0);
  }

  /**
   * A connection that a dying node had still taken ends without an answer: the next one is meant.
   */
  private static String answer(PublicAddress address) throws IOException {
    String answer = "";
    for (int attempt = 0; attempt < 20 && answer.isEmpty(); attempt++) {
      answer = get(address);
    }
    return answer;
  }

  private static String get(PublicAddress address) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.publicPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
