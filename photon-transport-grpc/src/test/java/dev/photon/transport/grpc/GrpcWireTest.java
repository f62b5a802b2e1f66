package dev.photon.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Revocations;
import dev.photon.crypto.TlsContexts;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.RegistryApi;
import dev.photon.transport.grpc.v1.RegistryGrpc;
import dev.photon.transport.grpc.v1.RegistryProto;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strangers and other clients meet at a served port. */
@Timeout(60)
class GrpcWireTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private final CertificateAuthority root =
      CertificateAuthority.createRoot(CLOCK, new SecureRandom());
  private final Identity registry = Identity.registry(root.registry());
  private final CredentialsSource account = as(Identity.account(root.registry(), "ada"));
  private final Transport host = new GrpcTransport(context(as(registry)));
  private final Endpoint served =
      host.serve(Endpoint.of("127.0.0.1", 0), RegistryApi.class, caller -> unreached())
          .address()
          .as(registry);
  private final Connection connection = new Connection(served, RegistryApi.class, context(account));

  @AfterEach
  void close() {
    connection.close();
    host.close();
  }

  private static RegistryApi unreached() {
    return (RegistryApi)
        Proxy.newProxyInstance(
            RegistryApi.class.getClassLoader(),
            new Class<?>[] {RegistryApi.class},
            (proxy, method, arguments) -> {
              throw new IllegalStateException("no call may come so far");
            });
  }

  private CredentialsSource as(Identity identity) {
    try {
      return CredentialsSource.of(root.issueOwn(identity));
    } catch (CertificateRejectedException e) {
      throw new AssertionError(e);
    }
  }

  private static TransportProvider.Context context(CredentialsSource credentials) {
    return new TransportProvider.Context(credentials, CLOCK, Duration.ofSeconds(20));
  }

  @Test
  void olderTlsIsRefused() throws Exception {
    SSLContext tls = TlsContexts.client(account, CLOCK, Revocations.NONE, Optional.of(registry));
    try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket()) {
      socket.connect(new InetSocketAddress(served.host(), served.port()), 10_000);
      socket.setSoTimeout(10_000);
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void plaintextIsRefused() throws Exception {
    try (Socket socket = new Socket(InetAddress.getByName(served.host()), served.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0}); // an empty SETTINGS frame
      out.flush();
      byte[] answer = untilClosed(socket);
      boolean alert = answer.length > 0 && answer[0] == 21;
      assertThat(answer.length == 0 || alert).as("nothing, or an alert of TLS").isTrue();
    }
  }

  private static byte[] untilClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      return new byte[0]; // cut
    }
  }

  @Test
  void callOfALaterBuildSaysSo() {
    var stub = RegistryGrpc.newBlockingStub(connection.channel());
    var request = RegistryProto.OfferListRequest.getDefaultInstance();
    ApiException detail = detail(() -> stub.offerList(request));
    assertThat(detail.status()).isEqualTo(ApiException.Status.UNIMPLEMENTED);
    assertThat(detail.reason()).isEqualTo("unimplemented");
    assertThat(detail).hasMessageContaining("OfferList");
  }

  @Test
  void malformedMessageIsRefusedWithItsField() {
    var stub = RegistryGrpc.newBlockingStub(connection.channel());
    var request = RegistryProto.DatacenterMatchRequest.newBuilder();
    request.addEntriesBuilder().setEntry("West!");
    ApiException detail = detail(() -> stub.datacenterMatch(request.build()));
    assertThat(detail.status()).isEqualTo(ApiException.Status.INVALID);
    assertThat(detail.reason()).isEqualTo("malformed");
    assertThat(detail).hasMessageContaining("entries[0].entry");
  }

  private static ApiException detail(ThrowingCallable call) {
    StatusRuntimeException thrown = catchThrowableOfType(StatusRuntimeException.class, call);
    return Errors.detail(Objects.requireNonNull(thrown.getTrailers())).orElseThrow();
  }
}
