package dev.photon.config.include;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One question and its answer: no redirects, cookies, credentials or proxies. A proxy would look
 * names up itself, past the check.
 */
final class HttpExchange {
  private final OkHttpClient client;

  HttpExchange(IncludePolicy.Downloads policy, Wire wire) {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher())
            .connectionPool(new ConnectionPool(4, 5, TimeUnit.SECONDS))
            .dns(new CheckedDns(wire.lookup(), policy.privateAddresses()))
            .socketFactory(wire.sockets())
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))
            // What counts is the time of the whole, which each call is given.
            .readTimeout(Duration.ZERO)
            .addNetworkInterceptor(
                chain ->
                    // The client parses this header in earnest, and fails on a long number.
                    chain
                        .proceed(chain.request())
                        .newBuilder()
                        .removeHeader("Retry-After")
                        .build());
    wire.trust().ifPresent(trust -> builder.sslSocketFactory(trust.sockets(), trust.manager()));
    this.client = builder.build();
  }

  /**
   * Asked from threads of its own, because looking a name up cannot be interrupted: a caller waits
   * no longer than it has time. The threads keep no program from ending.
   */
  private static Dispatcher dispatcher() {
    return new Dispatcher(
        Executors.newCachedThreadPool(
            new ThreadFactoryBuilder().setNameFormat("photon-include-%d").setDaemon(true).build()));
  }

  /**
   * The head of the answer, whose body is still to be read, in the same time. The caller closes it.
   */
  Response get(Remote address, Deadline deadline) throws IOException, IncludeException {
    Call call = client.newCall(request(address));
    call.timeout().timeout(Math.max(1, deadline.left()), NANOSECONDS);
    CompletableFuture<Response> answer = new CompletableFuture<>();
    call.enqueue(new Answer(answer));
    try {
      return answer.get(deadline.left(), NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new AssertionError(e);
    } catch (TimeoutException e) {
      abandon(call, answer);
      throw new InterruptedIOException("timeout");
    } catch (InterruptedException e) {
      abandon(call, answer);
      Thread.currentThread().interrupt();
      throw new IncludeException(
          Kind.UNREACHABLE, "the download of " + address.text() + " was interrupted");
    }
  }

  private static void abandon(Call call, CompletableFuture<Response> answer) {
    call.cancel();
    if (!answer.cancel(false)) {
      var unused = answer.thenAccept(Response::close); // it came just now
    }
  }

  private static Request request(Remote address) throws IncludeException {
    HttpUrl url = HttpUrl.parse(address.uri().toString());
    String host = address.uri().getHost().replaceAll("[\\[\\]]", "");
    // Both read the same host, or what was checked is not what is asked.
    if (url == null || !url.host().equals(host)) {
      throw new IncludeException(
          Kind.BAD_NAME, address.text() + " has a host that no file can come from");
    }
    return new Request.Builder()
        .url(url)
        .header("user-agent", "Photon")
        .header("accept", "application/yaml, text/plain, */*;q=0.5")
        .build();
  }

  /** Hands an answer on, or closes it if nobody waits any more. */
  private record Answer(CompletableFuture<Response> taker) implements Callback {
    @Override
    public void onResponse(Call call, Response response) {
      if (!taker.complete(response)) {
        response.close();
      }
    }

    @Override
    public void onFailure(Call call, IOException e) {
      taker.completeExceptionally(e);
    }
  }
}
