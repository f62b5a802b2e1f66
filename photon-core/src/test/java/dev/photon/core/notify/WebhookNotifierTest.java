package dev.photon.core.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.NotificationTarget;
import dev.photon.config.Secret;
import dev.photon.spi.Notification;
import dev.photon.spi.Notifier;
import dev.photon.spi.NotifierException;
import dev.photon.spi.NotifierException.Kind;
import dev.photon.spi.NotifierProvider;
import dev.photon.spi.testing.NotifierConformance;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookNotifierTest extends NotifierConformance {
  private final MockWebServer server = new MockWebServer();
  private final List<String> ids = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected NotifierProvider provider() {
    return new WebhookNotifierProvider();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("allow-private", "true");
  }

  @Override
  protected Map<String, String> accepting() {
    answer(204);
    answer(200);
    return Map.of("url", server.url("/hooks/T0P53CR3T").toString());
  }

  @Override
  protected Map<String, String> unreachable() {
    try (ServerSocket taken = new ServerSocket(0)) {
      return Map.of("url", "http://127.0.0.1:" + taken.getLocalPort() + "/hooks/T0P53CR3T");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected List<String> received() throws InterruptedException {
    while (server.getRequestCount() > ids.size()) {
      ids.add(header(server.takeRequest(), "webhook-id"));
    }
    return ids;
  }

  private void answer(int status, String... headers) {
    MockResponse.Builder response = new MockResponse.Builder().code(status);
    for (int i = 0; i < headers.length; i += 2) {
      response.addHeader(headers[i], headers[i + 1]);
    }
    server.enqueue(response.build());
  }

  private static String header(RecordedRequest request, String name) {
    return Optional.ofNullable(request.getHeaders().get(name)).orElse("");
  }

  private NotificationTarget here(Optional<Secret> secret) {
    return target(Map.of("url", server.url("/hooks/T0P53CR3T").toString()), secret);
  }

  private RecordedRequest sent(Optional<Secret> secret) throws Exception {
    answer(200);
    try (Notifier notifier = open()) {
      notifier.send(notification("msg-1", here(secret)));
    }
    return server.takeRequest();
  }

  private NotifierException failure() {
    return failure(notification("msg-1", here(Optional.empty())), options());
  }

  private NotifierException failure(Notification notification, Map<String, String> options) {
    try (Notifier notifier = provider().open(context(options))) {
      return catchThrowableOfType(NotifierException.class, () -> notifier.send(notification));
    }
  }

  @Test
  void postsWhatHappened() throws Exception {
    RecordedRequest request = sent(Optional.empty());
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(header(request, "content-type")).isEqualTo("application/json");
    assertThat(header(request, "webhook-timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
    assertThat(header(request, "webhook-signature")).isEmpty();
    assertThat(body(request))
        .isEqualTo(
            "{\"event\":\"cluster.node.down\",\"deployment\":\"shop-1\","
                + "\"datacenter\":\"westcoast\",\"service\":\"web\",\"node\":\"shop-1/web/0#2\","
                + "\"time\":\"2026-03-04T05:06:06Z\",\"sequence\":7,"
                + "\"text\":\"shop-1: cluster.node.down: web/0 exited with status 137\"}");
  }

  private static String body(RecordedRequest request) {
    return Optional.ofNullable(request.getBody()).orElseThrow().utf8();
  }

  @Test
  void signsWithAKeyInBase64() throws Exception {
    byte[] key = "a key of some thirty-two letters".getBytes(StandardCharsets.UTF_8);
    String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
    RecordedRequest request = sent(Optional.of(Secret.of(secret)));
    assertThat(header(request, "webhook-signature")).isEqualTo("v1," + hmac(key, request));
  }

  @Test
  void signsWithAnyTextAndWithSeveralKeysWhileOneIsRolledOver() throws Exception {
    byte[] text = "correct horse".getBytes(StandardCharsets.UTF_8);
    RecordedRequest request = sent(Optional.of(Secret.of("correct horse")));
    assertThat(header(request, "webhook-signature")).isEqualTo("v1," + hmac(text, request));

    request = sent(Optional.of(Secret.of("whsec_b25l whsec_dHdv")));
    assertThat(header(request, "webhook-signature"))
        .isEqualTo(
            "v1,%s v1,%s"
                .formatted(
                    hmac("one".getBytes(StandardCharsets.UTF_8), request),
                    hmac("two".getBytes(StandardCharsets.UTF_8), request)));
  }

  /** As a receiver would do it, from the request alone. */
  private static String hmac(byte[] key, RecordedRequest request) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed =
        header(request, "webhook-id")
            + "."
            + header(request, "webhook-timestamp")
            + "."
            + body(request);
    return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "410, GONE",
    "429, RETRY",
    "500, RETRY",
    "503, RETRY",
    "400, REJECTED",
    "404, REJECTED"
  })
  void actsOnTheStatus(int status, Kind kind) {
    answer(status);
    NotifierException failure = failure();
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageContaining("" + status).hasMessageNotContaining("T0P53CR3T");
  }

  @ParameterizedTest
  @CsvSource({
    "17, 17",
    "999999999, 86400",
    "'Wed, 4 Mar 2026 05:07:07 GMT', 60",
    "'Wed, 4 Mar 2026 05:00:00 GMT', 0"
  })
  void waitsAsLongAsAsked(String header, long seconds) {
    answer(503, "retry-after", header);
    assertThat(failure().retryAfter()).contains(Duration.ofSeconds(seconds));
  }

  @Test
  void aRetryAfterThatCannotBeReadIsNone() {
    answer(503, "retry-after", "soon");
    assertThat(failure().retryAfter()).isEmpty();
  }

  @Test
  void followsNoRedirect() {
    answer(302, "location", server.url("/elsewhere").toString());
    NotifierException failure = failure();
    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageContaining("redirect");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void leavesALargeAnswerUnread() throws Exception {
    server.enqueue(
        new MockResponse.Builder().code(200).chunkedBody("x".repeat(1 << 20), 1 << 12).build());
    try (Notifier notifier = open()) {
      notifier.send(notification("msg-1", here(Optional.empty())));
    }
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "2130706433",
        "localhost",
        "[::1]",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "[::ffff:10.0.0.1]",
        "[::ffff:7f00:1]",
        "[fd00::1]",
        "[fe80::1]",
        "[64:ff9b::a00:1]"
      })
  void refusesPrivateAddresses(String host) {
    String url = "http://" + host + ":" + server.getPort() + "/";
    Notification notification = notification("msg-1", target(Map.of("url", url), Optional.empty()));
    NotifierException failure = failure(notification, Map.of());
    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageContaining("private or loopback");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void saysWhatIsWrongWithATarget() {
    assertThat(
            provider()
                .check(
                    target(
                        Map.of("url", "https://hooks.example/"),
                        Optional.of(Secret.of("whsec_***")))))
        .containsExactly("a secret that begins with whsec_ must go on in Base64");
    assertThatThrownBy(() -> provider().open(context(Map.of("allow-private", "yes"))))
        .hasMessage("allow-private must be true or false, not 'yes'");
  }

  @Test
  void isFoundAsAPlugInIs() {
    assertThat(ServiceLoader.load(NotifierProvider.class))
        .extracting(NotifierProvider::type)
        .contains("webhook", "email");
  }
}
