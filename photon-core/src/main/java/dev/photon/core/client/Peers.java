package dev.photon.core.client;

import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.EncodedRevocations;
import dev.photon.crypto.Trust;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.RegistryApi;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The servers that are spoken to: one transport for each of our own identities. When one side does
 * not accept the other's certificate, the failure says what to try. Thread-safe.
 */
final class Peers implements AutoCloseable {
  /** Of one call; a test notification, which waits for somebody else's server, is the slowest. */
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** Of what is asked only to explain a failure. */
  private static final Duration PASSING = Duration.ofSeconds(5);

  private static final String OTHER_REGISTRY =
      "compare the clocks of both machines; if another registry was set up there, 'photon register'"
          + " with its fingerprint makes an account at it";

  private static final String FORGOTTEN =
      "it may have been put back to a backup from before; 'photon register' with the same address"
          + " makes the account anew";

  private final TransportProvider provider;
  private final Clock clock;
  private final Accounts accounts;
  private final Map<String, Transport> open = new TreeMap<>();

  Peers(TransportProvider provider, Clock clock, Accounts accounts) {
    this.provider = provider;
    this.clock = clock;
    this.accounts = accounts;
  }

  Clock clock() {
    return clock;
  }

  RegistryApi registry(Endpoint registry, Credentials account) {
    return connected(registry, account, RegistryApi.class);
  }

  MetacenterApi metacenter(Endpoint metacenter, Credentials owner) {
    return connected(metacenter, owner, MetacenterApi.class);
  }

  /** A registry of which only the root's fingerprint is known; for one conversation. */
  Transport firstContact(Trust trust) {
    return provider.open(
        new TransportProvider.Context(CredentialsSource.anonymous(trust), clock, DEADLINE));
  }

  private <A> A connected(Endpoint peer, Credentials own, Class<A> api) {
    A connected = transport(own).connect(peer, api);
    return api.cast(
        Proxy.newProxyInstance(
            api.getClassLoader(),
            new Class<?>[] {api},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(connected, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() instanceof ApiException failure
                    ? hinted(failure, own)
                    : e.getCause();
              }
            }));
  }

  private synchronized Transport transport(Credentials own) {
    return open.computeIfAbsent(
        own.identity().uri() + " " + own.leaf().getSerialNumber(),
        key ->
            provider.open(
                new TransportProvider.Context(CredentialsSource.of(own), clock, DEADLINE)));
  }

  private ApiException hinted(ApiException failure, Credentials own) {
    return switch (failure.reason()) {
      case ApiException.REJECTED_BY_PEER ->
          failure.withHint(new OwnCertificate(own, clock).hint(() -> revocations(own)));
      case ApiException.NOT_REGISTERED -> failure.withHint(FORGOTTEN);
      case ApiException.PEER_REJECTED -> failure.withHint(OTHER_REGISTRY);
      default -> failure;
    };
  }

  /**
   * What the registry has revoked, asked for without a certificate; empty if it does not answer.
   */
  private Optional<EncodedRevocations> revocations(Credentials own) {
    String name = own.identity().registry();
    try (Transport stranger =
        provider.open(
            new TransportProvider.Context(
                CredentialsSource.anonymous(own.trust()), clock, PASSING))) {
      for (Account account : accounts.all().all()) {
        if (account.registry().equals(name)) {
          return stranger
              .connect(account.endpoint(), RegistryApi.class)
              .revocationList(RegistryApi.NO_LIST);
        }
      }
    } catch (ApiException | ClientException e) {
      return Optional.empty(); // it only would have explained another failure
    }
    return Optional.empty();
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Transport::close);
    open.clear();
  }
}
