package dev.photon.cli.command;

import dev.photon.cli.view.Style;
import dev.photon.cli.view.Table;
import dev.photon.cli.view.Words;
import dev.photon.config.Protocol;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.MetacenterStatus.EntryStatus;
import dev.photon.spi.api.PublicAddress;
import dev.photon.spi.api.ServiceStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Calls every public address of a deployment: an HTTP GET where that is spoken, else a connect. */
record AddressCheck(List<Call> calls) {
  private static final int TIMEOUT_MILLIS = 3000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int MOST_BYTES = 80;

  /** One address and its answer. */
  record Call(String cluster, PublicAddress address, boolean passed, String answer) {}

  static AddressCheck of(MetacenterStatus status) {
    List<Call> calls = new ArrayList<>();
    for (EntryStatus entry : status.entries()) {
      List<ServiceStatus> services =
          entry.status().map(DeploymentStatus::services).orElse(List.of());
      for (ServiceStatus service : services) {
        for (PublicAddress address : service.addresses()) {
          calls.add(call(service.name() + "@" + entry.entry(), address));
        }
      }
    }
    return new AddressCheck(calls);
  }

  boolean passed() {
    return calls.stream().allMatch(Call::passed);
  }

  String text(Style style) {
    if (calls.isEmpty()) {
      return "no public address to call\n";
    }
    Table table = new Table("CALLED", "ADDRESS", "ANSWER");
    for (Call call : calls) {
      table.row(call.cluster(), call.address().text(), call.answer());
    }
    return table.text(style);
  }

  /** A path that was just opened may need a moment. */
  private static Call call(String cluster, PublicAddress address) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Call call = once(cluster, address);
      if (call.passed() || System.nanoTime() > end || Thread.interrupted()) {
        return call;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static Call once(String cluster, PublicAddress address) {
    try {
      return address.protocol() == Protocol.HTTP
          ? get(cluster, address)
          : connect(cluster, address);
    } catch (IOException e) {
      return new Call(cluster, address, false, "no answer: " + e.getMessage());
    }
  }

  private static Call get(String cluster, PublicAddress address) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(address.text()).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setInstanceFollowRedirects(false);
    try {
      int status = connection.getResponseCode();
      return new Call(cluster, address, status < 500, status + " " + begin(connection, status));
    } finally {
      connection.disconnect();
    }
  }

  private static String begin(HttpURLConnection connection, int status) throws IOException {
    InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (body == null) {
      return "";
    }
    try (body) {
      String text = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      return Words.line(text.strip(), MOST_BYTES);
    }
  }

  private static Call connect(String cluster, PublicAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.publicPort()), TIMEOUT_MILLIS);
      return new Call(cluster, address, true, "connected");
    }
  }
}
