package dev.photon.core.transport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MetacenterApi;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallFilterTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private final CertificateAuthority root =
      CertificateAuthority.createRoot(CLOCK, new SecureRandom());
  private final List<CallFilter.Call> asked = new ArrayList<>();
  private final AtomicInteger carriedOut = new AtomicInteger();
  private CallFilter.Fate fate = CallFilter.Fate.DELIVER;

  @Test
  void losesRequestsAndResponses() throws Exception {
    var authority =
        CertificateAuthority.open(
            root.issueOwn(Identity.metacenterAuthority(root.registry(), "shop")),
            CLOCK,
            new SecureRandom());
    Identity metacenter = Identity.metacenter(root.registry(), "shop");
    Identity owner = Identity.metacenterAccount(root.registry(), "shop", "ada");
    var provider =
        new LocalTransportProvider(
            new LocalNetwork(
                call -> {
                  asked.add(call);
                  return fate;
                }));
    try (Transport host = open(provider, authority, metacenter);
        Transport client = open(provider, authority, owner)) {
      Endpoint where =
          host.serve(Endpoint.of("mc", 0), MetacenterApi.class, caller -> counting())
              .address()
              .as(metacenter);
      MetacenterApi api = client.connect(where, MetacenterApi.class);
      fate = CallFilter.Fate.LOSE_REQUEST;
      assertLost(api);
      assertThat(carriedOut).hasValue(0);
      fate = CallFilter.Fate.LOSE_RESPONSE;
      assertLost(api);
      assertThat(carriedOut).hasValue(1);
      assertThat(asked)
          .containsOnly(
              new CallFilter.Call(Optional.of(owner), where, MetacenterApi.class, "status"));
    }
  }

  private static void assertLost(MetacenterApi api) {
    ApiException lost = catchThrowableOfType(ApiException.class, api::status);
    assertThat(lost.retryable()).isTrue();
    assertThat(lost.reason()).isEqualTo("lost");
  }

  /** A metacenter whose every method counts its calls and answers nothing. */
  private MetacenterApi counting() {
    return (MetacenterApi)
        Proxy.newProxyInstance(
            MetacenterApi.class.getClassLoader(),
            new Class<?>[] {MetacenterApi.class},
            (proxy, method, arguments) -> {
              carriedOut.incrementAndGet();
              return null;
            });
  }

  private static Transport open(
      TransportProvider provider, CertificateAuthority authority, Identity identity)
      throws CertificateRejectedException {
    return provider.open(
        new TransportProvider.Context(
            CredentialsSource.of(authority.issueOwn(identity)), CLOCK, Duration.ofSeconds(1)));
  }
}
