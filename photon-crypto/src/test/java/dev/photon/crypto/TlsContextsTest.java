package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.EXPIRED;
import static dev.photon.crypto.CertificateRejectedException.Reason.UNEXPECTED_PEER;
import static dev.photon.crypto.CertificateRejectedException.Reason.UNTRUSTED;
import static dev.photon.crypto.CertificateRejectedException.Reason.USAGE;
import static dev.photon.crypto.Network.CLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.crypto.CertificateRejectedException.Reason;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS) // one network for all: keys cost time
class TlsContextsTest {
  private final Network network = new Network();
  private final Credentials registry = network.registry();
  private final Credentials account = network.account();

  @Test
  void bothSidesKnowEachOther() throws Exception {
    SSLEngine client = client(CredentialsSource.of(account), registry.identity().host());
    SSLEngine server = server(CredentialsSource.of(registry), true);
    assertThat(EngineHandshake.run(client, server)).isEmpty();
    assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
    assertThat(client.getSession().getPeerCertificates()[0]).isEqualTo(registry.leaf());
    assertThat(server.getSession().getPeerCertificates()[0]).isEqualTo(account.leaf());
  }

  @Test
  void everyRoleThatServesIsReachedByItsHost() {
    for (Credentials server : network.peers()) {
      Optional<SSLException> refusal =
          EngineHandshake.run(
              client(CredentialsSource.of(account), server.identity().host()),
              server(CredentialsSource.of(server), true));
      if (Profile.of(server.identity().role()).usages().contains(Purpose.SERVER)) {
        assertThat(refusal).as(server.toString()).isEmpty();
      } else {
        assertThat(reason(refusal)).as(server.toString()).contains(USAGE);
      }
    }
  }

  @Test
  void aClientWithoutACertificateIsRefusedWhereOneIsNeeded() {
    CredentialsSource anonymous = CredentialsSource.anonymous(network.trust);
    String host = registry.identity().host();
    assertThat(
            EngineHandshake.run(
                client(anonymous, host), server(CredentialsSource.of(registry), true)))
        .get()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("Empty client certificate chain");
    assertThat(
            EngineHandshake.run(
                client(anonymous, host), server(CredentialsSource.of(registry), false)))
        .isEmpty();
  }

  @Test
  void aPresentedCertificateMustBeGoodEvenWhereNoneIsNeeded() {
    Credentials stranger = new Network().account();
    CredentialsSource source = source(asked -> Optional.of(stranger), network.trust);
    assertThat(
            reason(
                EngineHandshake.run(
                    client(source, registry.identity().host()),
                    server(CredentialsSource.of(registry), false))))
        .contains(UNTRUSTED);
  }

  @Test
  void aServerBelowAnotherRootIsRefused() {
    Credentials stranger = new Network().registry();
    CredentialsSource serving = source(asked -> Optional.of(stranger), network.trust);
    assertThat(
            reason(
                EngineHandshake.run(
                    client(CredentialsSource.of(account), stranger.identity().host()),
                    server(serving, true))))
        .contains(UNTRUSTED);
  }

  @Test
  void anotherServerThanTheOneCalledIsRefused() {
    Credentials agent = network.agent();
    assertThat(
            reason(
                EngineHandshake.run(
                    client(CredentialsSource.of(account), registry.identity().host()),
                    server(CredentialsSource.of(agent), true))))
        .contains(UNEXPECTED_PEER);
    // The same host is not enough where the identity is known.
    Credentials tunnel = network.serviceConnection();
    assertThat(
            reason(
                EngineHandshake.run(
                    engine(
                        TlsContexts.client(
                            CredentialsSource.of(account),
                            CLOCK,
                            Revocations.NONE,
                            Optional.of(network.metacenter().identity())),
                        tunnel.identity().host()),
                    server(CredentialsSource.of(tunnel), true))))
        .contains(UNEXPECTED_PEER);
  }

  @Test
  void aPinnedFingerprintFindsTheRegistryAndNobodyElse() {
    CredentialsSource pinned =
        CredentialsSource.anonymous(Trust.pinned(network.root.fingerprint().text()));
    assertThat(
            EngineHandshake.run(
                client(pinned, "localhost"), server(CredentialsSource.of(registry), false)))
        .isEmpty();
    Credentials stranger = new Network().registry();
    assertThat(
            reason(
                EngineHandshake.run(
                    client(pinned, "localhost"), server(CredentialsSource.of(stranger), false))))
        .contains(UNTRUSTED);
  }

  @Test
  void anExpiredServerIsRefused() {
    SSLContext later =
        TlsContexts.client(
            CredentialsSource.anonymous(network.trust),
            Network.after(Duration.ofDays(8)),
            Revocations.NONE,
            Optional.empty());
    assertThat(
            reason(
                EngineHandshake.run(
                    engine(later, registry.identity().host()),
                    server(CredentialsSource.of(registry), false))))
        .contains(EXPIRED);
  }

  @Test
  void anOlderVersionIsRefusedByEitherSide() {
    SSLEngine old = client(CredentialsSource.of(account), registry.identity().host());
    old.setEnabledProtocols(new String[] {"TLSv1.2"});
    assertThat(EngineHandshake.run(old, server(CredentialsSource.of(registry), true)))
        .get()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("protocol");

    // The managers refuse it by themselves, in contexts that somebody else has set up.
    SSLEngine lax = client(CredentialsSource.of(account), registry.identity().host());
    SSLEngine laxServer =
        TlsContexts.server(CredentialsSource.of(registry), CLOCK, Revocations.NONE)
            .createSSLEngine();
    lax.setEnabledCipherSuites(lax.getSupportedCipherSuites());
    lax.setEnabledProtocols(new String[] {"TLSv1.2"});
    laxServer.setEnabledProtocols(new String[] {"TLSv1.2", "TLSv1.3"});
    assertThat(EngineHandshake.run(lax, laxServer)).isPresent();
  }

  @Test
  void groupsOfFiniteFieldsAreRefusedByEitherSide() {
    CredentialsSource serving = CredentialsSource.of(registry);
    String host = registry.identity().host();
    for (boolean server : new boolean[] {true, false}) {
      SSLEngine ours = server ? server(serving, true) : client(CredentialsSource.of(account), host);
      SSLEngine theirs =
          server ? client(CredentialsSource.of(account), host) : server(serving, true);
      SSLParameters finite = theirs.getSSLParameters();
      finite.setAlgorithmConstraints(new FiniteFields());
      theirs.setSSLParameters(finite);

      assertThat(EngineHandshake.run(server ? theirs : ours, server ? ours : theirs))
          .get()
          .asString()
          .contains("named group");
    }
  }

  /** The contrary of what is allowed. */
  private static final class FiniteFields implements AlgorithmConstraints {
    @Override
    public boolean permits(
        Set<CryptoPrimitive> use, String algorithm, @Nullable AlgorithmParameters parameters) {
      return !algorithm.matches("secp.*|x25519|x448|X[0-9].*");
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> use, Key key) {
      return true;
    }

    @Override
    public boolean permits(
        Set<CryptoPrimitive> use,
        String algorithm,
        Key key,
        @Nullable AlgorithmParameters parameters) {
      return permits(use, algorithm, parameters);
    }
  }

  @Test
  void onePortServesManyByTheNameAskedFor() throws Exception {
    Credentials shop = network.metacenter();
    CertificateAuthority blogAuthority =
        network.authority(Identity.metacenterAuthority(network.name, "blog-2e"));
    Credentials blog = Network.own(blogAuthority, Identity.metacenter(network.name, "blog-2e"));
    Map<String, Credentials> hosted =
        Map.of(shop.identity().host(), shop, blog.identity().host(), blog);
    CredentialsSource source = source(asked -> asked.map(hosted::get), network.trust);
    SSLContext context = TlsContexts.server(source, CLOCK, Revocations.NONE);
    for (Credentials wanted : hosted.values()) {
      SSLEngine client = client(CredentialsSource.of(account), wanted.identity().host());
      assertThat(EngineHandshake.run(client, parametrized(context.createSSLEngine(), true)))
          .isEmpty();
      assertThat(client.getSession().getPeerCertificates()[0]).isEqualTo(wanted.leaf());
    }
    SSLEngine unknown = client(CredentialsSource.of(account), "none.mc." + network.name);
    assertThat(EngineHandshake.run(unknown, parametrized(context.createSSLEngine(), true)))
        .isPresent();
  }

  @Test
  void renewedCredentialsCountFromTheNextConnectionOn() throws Exception {
    Credentials[] current = {registry};
    CredentialsSource source = source(asked -> Optional.of(current[0]), network.trust);
    SSLContext context = TlsContexts.server(source, CLOCK, Revocations.NONE);
    Credentials renewed = network.registry();
    for (Credentials expected : new Credentials[] {registry, renewed}) {
      current[0] = expected;
      SSLEngine client = client(CredentialsSource.of(account), registry.identity().host());
      assertThat(EngineHandshake.run(client, parametrized(context.createSSLEngine(), true)))
          .isEmpty();
      X509Certificate shown = (X509Certificate) client.getSession().getPeerCertificates()[0];
      assertThat(shown).isEqualTo(expected.leaf());
    }
  }

  @Test
  void noSessionIsResumed() {
    AtomicInteger checks = new AtomicInteger();
    SSLContext clients =
        TlsContexts.client(
            CredentialsSource.of(account),
            CLOCK,
            counting(checks),
            Optional.of(registry.identity()));
    SSLContext servers =
        TlsContexts.server(CredentialsSource.of(registry), CLOCK, counting(checks));
    for (int i = 1; i <= 3; i++) {
      connect(clients, servers);
      assertThat(checks).as("both sides, each time").hasValue(2 * i);
    }
  }

  @Test
  void aContextThatDoesNotSaySoWouldResume() throws Exception {
    AtomicInteger checks = new AtomicInteger();
    Optional<Identity> called = Optional.of(registry.identity());
    CredentialsSource source = CredentialsSource.of(registry);
    SSLContext clients =
        ordinary(account, TlsContexts.clientTrustManager(source, CLOCK, counting(checks), called));
    SSLContext servers =
        ordinary(registry, TlsContexts.serverTrustManager(source, CLOCK, counting(checks)));
    connect(clients, servers);
    connect(clients, servers);
    assertThat(checks).as("the second connection is not checked").hasValue(2);

    servers.getServerSessionContext().setSessionTimeout(TlsContexts.NO_RESUMPTION);
    SSLContext freshClients =
        ordinary(account, TlsContexts.clientTrustManager(source, CLOCK, counting(checks), called));
    connect(freshClients, servers);
    connect(freshClients, servers);
    assertThat(checks).as("nor is it resumed once the server says so").hasValue(6);
  }

  private void connect(SSLContext clients, SSLContext servers) {
    assertThat(
            EngineHandshake.run(
                engine(clients, registry.identity().host()),
                parametrized(servers.createSSLEngine(), true)))
        .isEmpty();
  }

  private static Revocations counting(AtomicInteger checks) {
    return (issuer, serial) -> {
      checks.incrementAndGet();
      return false;
    };
  }

  /** A context as others make one, with the JDK's key manager. */
  private static SSLContext ordinary(Credentials own, X509ExtendedTrustManager trust)
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] password = "none".toCharArray();
    store.setKeyEntry(
        "own", own.privateKey(), password, own.chain().toArray(new X509Certificate[0]));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance(TlsContexts.PROTOCOL);
    context.init(keys.getKeyManagers(), new TrustManager[] {trust}, new SecureRandom());
    return context;
  }

  private static Optional<Reason> reason(Optional<SSLException> refusal) {
    return EngineHandshake.rejection(refusal).map(CertificateRejectedException::reason);
  }

  private SSLEngine client(CredentialsSource source, String host) {
    return engine(TlsContexts.client(source, CLOCK, Revocations.NONE, Optional.empty()), host);
  }

  private static SSLEngine engine(SSLContext context, String host) {
    return parametrized(context.createSSLEngine(host, 1), false);
  }

  private static SSLEngine server(CredentialsSource source, boolean needClient) {
    Clock clock = CLOCK;
    return parametrized(
        TlsContexts.server(source, clock, Revocations.NONE).createSSLEngine(), needClient);
  }

  private static SSLEngine parametrized(SSLEngine engine, boolean needClient) {
    engine.setSSLParameters(TlsContexts.parameters(needClient));
    return engine;
  }

  private static CredentialsSource source(
      Function<Optional<String>, Optional<Credentials>> own, Trust trust) {
    return new CredentialsSource() {
      @Override
      public Optional<Credentials> own(Optional<String> serverName) {
        return own.apply(serverName);
      }

      @Override
      public Trust trust() {
        return trust;
      }
    };
  }
}
