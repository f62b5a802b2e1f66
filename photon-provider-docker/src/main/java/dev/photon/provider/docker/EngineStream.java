package dev.photon.provider.docker;

import java.io.Closeable;
import okhttp3.Call;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * An answer that goes on for as long as it is read. One thread reads; any thread may close, which
 * ends a read under way with an exception.
 */
final class EngineStream implements Closeable {
  private final Call call;
  private final Response response;

  EngineStream(Call call, Response response) {
    this.call = call;
    this.response = response;
  }

  Response response() {
    return response;
  }

  BufferedSource source() {
    return response.body().source();
  }

  @Override
  public void close() {
    call.cancel(); // First: closing alone would wait for the rest of the answer.
    response.close();
  }
}
