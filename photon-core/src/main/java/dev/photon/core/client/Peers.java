package dev.photon.core.client;

import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Trust;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.RegistryApi;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The servers that are spoken to: one transport for each of our own identities. Thread-safe. */
final class Peers implements AutoCloseable {
  /** Of one call; a test notification, which waits for somebody else's server, is the slowest. */
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final TransportProvider provider;
  private final Clock clock;
  private final Map<String, Transport> open = new TreeMap<>();

  Peers(TransportProvider provider, Clock clock) {
    this.provider = provider;
    this.clock = clock;
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

  private synchronized <A> A connected(Endpoint peer, Credentials own, Class<A> api) {
    return open.computeIfAbsent(
            own.identity().uri() + " " + own.leaf().getSerialNumber(),
            key ->
                provider.open(
                    new TransportProvider.Context(CredentialsSource.of(own), clock, DEADLINE)))
        .connect(peer, api);
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Transport::close);
    open.clear();
  }
}
