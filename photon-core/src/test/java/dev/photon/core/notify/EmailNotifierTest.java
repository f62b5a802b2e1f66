package dev.photon.core.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.photon.spi.Notifier;
import dev.photon.spi.NotifierException;
import dev.photon.spi.NotifierException.Kind;
import dev.photon.spi.NotifierProvider;
import dev.photon.spi.testing.NotifierConformance;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmailNotifierTest extends NotifierConformance {
  private static final String PASSWORD = "s3cr3t-word";
  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @TempDir private Path folder = Path.of("");
  private boolean listening = true;

  @BeforeEach
  void start() {
    server.setUser("photon@example.org", "photon", PASSWORD);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Override
  protected NotifierProvider provider() {
    return new EmailNotifierProvider();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of(
        "smtp-host", "127.0.0.1",
        "smtp-port", Integer.toString(listening ? server.getSmtp().getPort() : deadPort()),
        "smtp-tls", "none",
        "smtp-user", "photon",
        "smtp-password", PASSWORD,
        "from", "Photon <photon@example.org>");
  }

  private Map<String, String> options(String name, String value) {
    Map<String, String> options = new HashMap<>(options());
    options.put(name, value);
    return options;
  }

  private static int deadPort() {
    try (ServerSocket taken = new ServerSocket(0)) {
      return taken.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected Map<String, String> accepting() {
    return Map.of("to", "ops@example.org");
  }

  @Override
  protected Map<String, String> unreachable() {
    listening = false;
    return accepting();
  }

  @Override
  protected List<String> received() throws Exception {
    List<String> ids = new ArrayList<>();
    for (MimeMessage message : received("ops@example.org")) {
      ids.add(message.getMessageID());
    }
    return ids;
  }

  private List<MimeMessage> received(String address) throws Exception {
    List<MimeMessage> messages = new ArrayList<>();
    for (MimeMessage message : server.getReceivedMessages()) {
      if (message.getAllRecipients()[0].toString().equals(address)) {
        messages.add(message);
      }
    }
    return messages;
  }

  private NotifierException failure(Map<String, String> options) {
    try (Notifier notifier = provider().open(context(options))) {
      return catchThrowableOfType(
          NotifierException.class,
          () -> notifier.send(notification("msg-1", target(accepting(), Optional.empty()))));
    }
  }

  @Test
  void writesWhatHappened() throws Exception {
    try (Notifier notifier = open()) {
      notifier.send(notification("msg-1", target(accepting(), Optional.empty())));
    }
    MimeMessage message = received("ops@example.org").get(0);
    assertThat(message.getSubject())
        .isEqualTo("shop-1: cluster.node.down: web/0 exited with status 137");
    assertThat(message.getFrom())
        .extracting(Object::toString)
        .containsExactly("Photon <photon@example.org>");
    assertThat(message.getSentDate().toInstant()).isEqualTo(NOW);
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(Arrays.asList(message.getContent().toString().split("\r?\n", -1)))
        .contains(
            "event: cluster.node.down",
            "datacenter: westcoast",
            "service: web",
            "node: shop-1/web/0#2",
            "sequence: 7");
  }

  @Test
  void readsThePasswordFromAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    Map<String, String> options = options("smtp-password-file", file.toString());
    options.remove("smtp-password");
    try (Notifier notifier = provider().open(context(options))) {
      notifier.send(notification("msg-1", target(accepting(), Optional.empty())));
    }
    assertThat(received()).hasSize(1);

    Files.delete(file);
    assertThat(failure(options).kind()).isEqualTo(Kind.RETRY);
  }

  @Test
  void aWrongPasswordIsNotRepeated() {
    NotifierException failure = failure(options("smtp-password", "wr0ng-word"));
    assertThat(failure.kind()).isEqualTo(Kind.RETRY);
    assertThat(failure).hasStackTraceContaining("refused the user or password");
    assertThat(failure.toString()).doesNotContain("wr0ng-word");
  }

  @Test
  void sendsNothingInTheClearUnlessTold() {
    NotifierException failure = failure(options("smtp-tls", "starttls"));
    assertThat(failure.kind()).isEqualTo(Kind.RETRY);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void saysWhatTheOperatorHasNotSet() {
    NotifierException failure = failure(Map.of());
    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure)
        .hasMessage("this server sends no email: its operator has not set smtp-host");
    assertThat(failure(Map.of("smtp-host", "127.0.0.1"))).hasMessageEndingWith("not set from");
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> provider().open(context(Map.of("smtp-tls", "yes"))))
        .hasMessage("smtp-tls must be starttls, tls or none, not 'yes'");
    assertThatThrownBy(() -> provider().open(context(Map.of("smtp-port", "0"))))
        .hasMessage("smtp-port must be 1 to 65535, not '0'");
  }
}
