package dev.photon.provider.docker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * HTTP with one Docker Engine: bounded answers, one exception type, an API version that both sides
 * know. Safe for many threads; the first call connects.
 */
final class EngineHttp implements AutoCloseable {
  /** The newest API this client was written for; an older engine is met at its own version. */
  private static final ApiVersion NEWEST = new ApiVersion(1, 47);

  private static final ApiVersion OLDEST = new ApiVersion(1, 40);
  private static final long MAX_ANSWER_BYTES = 64L << 20;
  private static final long MAX_ERROR_BYTES = 64L << 10;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration CALL_TIMEOUT = Duration.ofMinutes(2);
  private static final MediaType JSON = MediaType.get("application/json");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final EngineAddress address;
  private final OkHttpClient http;
  private final HttpUrl base;
  private volatile String version = "";

  EngineHttp(EngineAddress address) {
    this.address = address;
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(8, 30, TimeUnit.SECONDS))
            .connectTimeout(CONNECT_TIMEOUT)
            .readTimeout(ANSWER_TIMEOUT)
            .writeTimeout(ANSWER_TIMEOUT)
            .callTimeout(CALL_TIMEOUT)
            .followRedirects(false)
            // There is one address; and the race for the fastest throws an undeclared
            // InterruptedException.
            .fastFallback(false)
            .proxy(Proxy.NO_PROXY);
    HttpUrl.Builder url = new HttpUrl.Builder().scheme("http");
    if (address instanceof EngineAddress.Unix unix) {
      builder
          .socketFactory(new UnixSocketFactory(unix.socket()))
          .dns(name -> List.of(InetAddress.getLoopbackAddress()));
      url.host("docker");
    } else if (address instanceof EngineAddress.Tcp tcp) {
      url.host(tcp.host()).port(tcp.port());
    } else {
      throw new AssertionError(address);
    }
    this.http = builder.build();
    this.base = url.build();
  }

  EngineAddress address() {
    return address;
  }

  /** One call of the API, to be completed and sent. */
  Call get(String... path) {
    return new Call("GET", path);
  }

  Call post(String... path) {
    return new Call("POST", path);
  }

  Call delete(String... path) {
    return new Call("DELETE", path);
  }

  static JsonMapper json() {
    return MAPPER;
  }

  private String version() throws EngineException {
    String known = version;
    if (known.isEmpty()) {
      JsonNode answer = parse(send(new Request.Builder().url(base.resolve("/version")), http));
      known = negotiate(answer).toString();
      version = known;
    }
    return known;
  }

  private static ApiVersion negotiate(JsonNode answer) throws EngineException {
    ApiVersion newest = ApiVersion.parse(answer.path("ApiVersion").asString(""));
    ApiVersion oldest = ApiVersion.parse(answer.path("MinAPIVersion").asString("1.12"));
    if (newest.compareTo(OLDEST) < 0) {
      throw new EngineException(
          EngineException.NO_ANSWER,
          "the engine speaks API " + newest + " at most, " + OLDEST + " is needed; update Docker");
    }
    ApiVersion chosen = newest.compareTo(NEWEST) < 0 ? newest : NEWEST;
    return chosen.compareTo(oldest) < 0 ? oldest : chosen;
  }

  private EngineStream send(Request.Builder request, OkHttpClient client) throws EngineException {
    okhttp3.Call call = client.newCall(request.build());
    Response response;
    try {
      response = call.execute();
    } catch (IOException e) {
      throw new EngineException(whyNoAnswer(e), e);
    }
    if (response.code() >= 400) {
      try (response) {
        throw new EngineException(response.code(), errorMessage(response));
      }
    }
    return new EngineStream(call, response);
  }

  private String whyNoAnswer(IOException e) {
    if (Thread.currentThread().isInterrupted()) {
      return "the answer of the Docker Engine at " + address + " was not waited for (interrupted)";
    }
    if (e instanceof InterruptedIOException) {
      return "the Docker Engine at " + address + " did not answer in time";
    }
    return "no Docker Engine answers at " + address + ": " + e.getMessage();
  }

  private static String errorMessage(Response response) {
    String text = "";
    try {
      text = new String(bytes(response.body(), MAX_ERROR_BYTES), StandardCharsets.UTF_8);
      return MAPPER.readTree(text).path("message").asString(text).strip();
    } catch (IOException | JacksonException e) {
      return text.isBlank() ? "HTTP status " + response.code() : text.strip();
    }
  }

  private JsonNode parse(EngineStream answer) throws EngineException {
    try (Response response = answer.response()) {
      byte[] bytes = bytes(response.body(), MAX_ANSWER_BYTES);
      return bytes.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(bytes);
    } catch (IOException | JacksonException e) {
      throw new EngineException(
          "the answer of the Docker Engine at " + address + " broke off: " + e.getMessage(), e);
    }
  }

  private static byte[] bytes(ResponseBody body, long limit) throws IOException {
    BufferedSource source = body.source();
    if (source.request(limit + 1)) {
      throw new IOException("the answer is longer than " + limit + " bytes");
    }
    return source.readByteArray();
  }

  @Override
  public void close() {
    http.dispatcher().cancelAll();
    http.connectionPool().evictAll();
  }

  /** A call being put together; used once, by one thread. */
  final class Call {
    private final String method;
    private final HttpUrl.Builder url = base.newBuilder();
    private final String[] path;
    private Duration silence = ANSWER_TIMEOUT;
    private Duration total = CALL_TIMEOUT;
    private RequestBody body = RequestBody.create(new byte[0]);

    private Call(String method, String... path) {
      this.method = method;
      this.path = path;
    }

    Call query(String name, String value) {
      url.addQueryParameter(name, value);
      return this;
    }

    Call body(JsonNode json) {
      body = RequestBody.create(MAPPER.writeValueAsBytes(json), JSON);
      return this;
    }

    /** Allows so long for one piece of the answer, and for all of it; zero waits for ever. */
    Call timeouts(Duration silence, Duration total) {
      this.silence = silence;
      this.total = total;
      return this;
    }

    /** Sends the call and reads its answer as JSON ({@code MissingNode} for an empty one). */
    JsonNode send() throws EngineException {
      return parse(stream());
    }

    /** Sends the call; the caller reads the answer, and closes it. */
    EngineStream stream() throws EngineException {
      url.addPathSegment("v" + version());
      for (String segment : path) {
        url.addPathSegment(segment);
      }
      Request.Builder request = new Request.Builder().url(url.build());
      request.method(method, method.equals("POST") ? body : null);
      boolean usual = silence.equals(ANSWER_TIMEOUT) && total.equals(CALL_TIMEOUT);
      OkHttpClient client =
          usual ? http : http.newBuilder().readTimeout(silence).callTimeout(total).build();
      try {
        return EngineHttp.this.send(request, client);
      } catch (EngineException e) {
        if (e.status() == 400 && e.text().contains("client version")) {
          version = ""; // Another engine has taken this one's place: ask again, next time.
        }
        throw e;
      }
    }
  }

  record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    static ApiVersion parse(String text) throws EngineException {
      String[] parts = text.split("\\.", -1);
      try {
        return new ApiVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new EngineException("'" + text + "' is not an API version of a Docker Engine", e);
      }
    }

    @Override
    public int compareTo(ApiVersion other) {
      return major != other.major
          ? Integer.compare(major, other.major)
          : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
      return major + "." + minor;
    }
  }
}
