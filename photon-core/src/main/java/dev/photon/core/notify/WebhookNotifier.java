package dev.photon.core.notify;

import dev.photon.spi.Notification;
import dev.photon.spi.Notifier;
import dev.photon.spi.NotifierException;
import dev.photon.spi.NotifierException.Kind;
import dev.photon.spi.api.Event;
import java.io.IOException;
import java.net.Proxy;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.SocketFactory;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts notifications as JSON. A URL often is a password: messages name the host alone. Of an
 * answer, only the head is read. Redirects are answers like any other; following one would take the
 * notification to a place that its owner did not name.
 */
final class WebhookNotifier implements Notifier {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_RETRY = Duration.ofDays(1);
  private static final MediaType JSON = MediaType.get("application/json");
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Clock clock;
  private final OkHttpClient client;

  WebhookNotifier(Clock clock, boolean allowPrivate) {
    this.clock = clock;
    this.client =
        new OkHttpClient.Builder()
            .socketFactory(allowPrivate ? SocketFactory.getDefault() : new GuardedSocketFactory())
            // A proxy would look up names itself, past the guard.
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(PATIENCE)
            .callTimeout(PATIENCE)
            .build();
  }

  @Override
  public void send(Notification notification) throws NotifierException {
    String text = notification.target().settings().getOrDefault("url", "");
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new NotifierException(
          Kind.REJECTED, "webhook " + notification.target().name() + " has no usable url");
    }
    String place = url.scheme() + "://" + url.host();
    Request request = request(notification, url);
    try (Response response = client.newCall(request).execute()) {
      check(place, response);
    } catch (GuardedSocketFactory.RefusedException e) {
      throw new NotifierException(
          Kind.REJECTED,
          place
              + " is at a private or loopback address, which this server does not send to;"
              + " its operator can allow it (allow-private)");
    } catch (IOException e) {
      throw new NotifierException(
          Kind.RETRY, place + " did not answer: " + e.getMessage(), Optional.empty(), e);
    }
  }

  private Request request(Notification notification, HttpUrl url) throws NotifierException {
    byte[] body = body(notification);
    Instant now = clock.instant();
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("user-agent", "Photon")
            .header("webhook-id", notification.id())
            .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
            .post(RequestBody.create(body, JSON));
    if (notification.target().secret().isPresent()) {
      var secret = notification.target().secret().get();
      if (!WebhookSignature.isUsable(secret)) {
        throw new NotifierException(
            Kind.REJECTED,
            "the secret of webhook %s begins with whsec_ and does not go on in Base64"
                .formatted(notification.target().name()));
      }
      request.header(
          "webhook-signature", WebhookSignature.of(secret, notification.id(), now, body));
    }
    return request.build();
  }

  private static byte[] body(Notification notification) {
    Event event = notification.event();
    ObjectNode body = MAPPER.createObjectNode();
    body.put("event", event.type().text());
    body.put("deployment", notification.deployment().value());
    event.datacenter().ifPresent(name -> body.put("datacenter", name.value()));
    event.service().ifPresent(name -> body.put("service", name.value()));
    event.node().ifPresent(id -> body.put("node", id));
    body.put("time", event.time().toString());
    body.put("sequence", event.sequence());
    if (notification.test()) {
      body.put("test", true);
    }
    body.put("text", Line.of(notification));
    return MAPPER.writeValueAsBytes(body);
  }

  private void check(String place, Response response) throws NotifierException {
    int status = response.code();
    if (response.isSuccessful()) {
      return;
    }
    if (status == 410) {
      throw new NotifierException(Kind.GONE, place + " says that this webhook is gone (410)");
    }
    if (status == 429 || status >= 500) {
      throw new NotifierException(
          Kind.RETRY, place + " answered " + status, retryAfter(response), null);
    }
    String redirected = response.isRedirect() ? ", a redirect; give the final address" : "";
    throw new NotifierException(Kind.REJECTED, place + " answered " + status + redirected);
  }

  /** Seconds or a date; at most a day, and nothing if it cannot be read. */
  private Optional<Duration> retryAfter(Response response) {
    String value = response.header("retry-after");
    if (value == null) {
      return Optional.empty();
    }
    Duration after;
    try {
      after =
          value.matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    if (after.isNegative()) {
      return Optional.of(Duration.ZERO);
    }
    return Optional.of(after.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : after);
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdownNow();
    client.connectionPool().evictAll();
  }
}
