package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.photon.cli.view.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Remote includes by a person's hand: read, locked, changed, frozen. */
class IncludeTest {
  private static final String BASE = "version: \"0.1\"\nservices: {web: {image: web:1}}\n";

  @TempDir private Path folder;
  private HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile String content = BASE;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    Files.writeString(
        folder.resolve("photon.yml"),
        "version: \"0.1\"\ninclude: [\"http://127.0.0.1:"
            + server.getAddress().getPort()
            + "/base.yml\"]\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Ran photon(String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command, "-f", folder + "/photon.yml"));
    args.addAll(Arrays.asList(more));
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", folder + "/cache");
    return Ran.run(environment, Console.Terminals.NONE, "", args.toArray(String[]::new));
  }

  @Test
  void aPrivateHostIsNotAskedUnlessAllowed() {
    Ran refused = photon("validate");
    assertThat(refused.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(refused.out()).contains("[include-not-allowed]");
    assertThat(asked).hasValue(0);

    Ran allowed = photon("validate", "--allow-private-includes");
    assertThat(allowed.status()).isZero();
    assertThat(allowed.out()).contains("[include-insecure]");
  }

  @Test
  void aLockHoldsTheContentAndFrozenNeedsNoNetwork() throws IOException {
    Ran lock = photon("include", "--lock", "--allow-private-includes");
    assertThat(lock.status()).as(lock.text()).isZero();
    assertThat(lock.err()).contains("1 remote file (1 new, 0 changed, 0 gone)");
    assertThat(folder.resolve("photon.lock")).exists();
    assertThat(photon("validate", "--allow-private-includes").status()).isZero();

    int before = asked.get();
    Ran frozen = photon("config", "--frozen");
    assertThat(frozen.out()).contains("image: web:1");
    assertThat(asked).hasValue(before);

    content = BASE + "# changed\n";
    Ran changed = photon("validate", "--allow-private-includes");
    assertThat(changed.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(changed.out()).contains("[include-changed]").contains("photon include --lock");
    assertThat(photon("config", "--frozen").status()).isZero();

    Ran again = photon("include", "--lock", "--allow-private-includes");
    assertThat(again.err()).contains("(0 new, 1 changed, 0 gone)");
    assertThat(photon("validate", "--allow-private-includes").status()).isZero();
  }

  @Test
  void aLockIsNotWrittenOverWhatCannotBeRead() throws IOException {
    photon("include", "--lock", "--allow-private-includes");
    String before = Files.readString(folder.resolve("photon.lock"));
    content = "<html>moved</html>";
    Ran typed = photon("include", "--lock", "--allow-private-includes");
    assertThat(typed.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(typed.err()).contains("[include-not-yaml]", "photon.lock stays as it was");
    assertThat(Files.readString(folder.resolve("photon.lock"))).isEqualTo(before);
  }

  @Test
  void frozenWithoutALockSaysWhatToDo() {
    Ran typed = photon("validate", "--frozen");
    assertThat(typed.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(typed.out()).contains("[include-not-locked]").contains("photon include --lock");
    assertThat(asked).hasValue(0);
  }

  @Test
  void aLockThatIsNoneIsToldInOneLine() throws IOException {
    Files.writeString(folder.resolve("photon.lock"), "what is this\n");
    Ran typed = photon("validate");
    assertThat(typed.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(typed.err()).startsWith("photon: ").contains("photon.lock").contains("hint:");
  }
}
