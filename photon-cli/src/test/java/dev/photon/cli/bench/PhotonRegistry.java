package dev.photon.cli.bench;

import dev.photon.core.plugin.Plugins;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Keys;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.Roots;
import dev.photon.crypto.SigningRequest;
import dev.photon.crypto.Trust;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.AccountGrant;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** {@code photon registry serve}, and its callers, each on a connection of its own. */
final class PhotonRegistry implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final ServerProcess server;
  private final Endpoint endpoint;
  private final Trust trust;
  private final TransportProvider provider;
  private final List<Transport> opened = new ArrayList<>();

  private PhotonRegistry(
      ServerProcess server, Endpoint endpoint, Trust trust, TransportProvider provider) {
    this.server = server;
    this.endpoint = endpoint;
    this.trust = trust;
    this.provider = provider;
  }

  static PhotonRegistry start(Path folder) throws Exception {
    ServerProcess server =
        ServerProcess.start(
            folder.resolve("registry.log"),
            List.of(
                "./photon",
                "registry",
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--plain-keys",
                "--state",
                folder.resolve("state").toString()));
    List<String> ready = List.of(server.line("ready ").split(" "));
    String address = ready.get(ready.indexOf("registry") + 1);
    int colon = address.lastIndexOf(':');
    return new PhotonRegistry(
        server,
        Endpoint.of("127.0.0.1", Integer.parseInt(address.substring(colon + 1))),
        Trust.pinned(ready.get(ready.indexOf("ca-fingerprint") + 1)),
        Plugins.standard().transport("grpc"));
  }

  private RegistryApi connect(CredentialsSource credentials) {
    Transport transport =
        provider.open(new TransportProvider.Context(credentials, Clock.systemUTC(), DEADLINE));
    opened.add(transport);
    return transport.connect(endpoint, RegistryApi.class);
  }

  /** A new account. */
  Credentials register() throws Exception {
    return register(connect(CredentialsSource.anonymous(trust)));
  }

  /** One connection of an account. */
  RegistryApi as(Credentials account) {
    return connect(CredentialsSource.of(account));
  }

  private static KeyProof proof(KeyPair key, Nonce nonce) {
    return new KeyProof(SigningRequest.create(key, nonce.bytes()), nonce);
  }

  private static AccountGrant create(RegistryApi registry, KeyPair key) {
    return registry.accountCreate(
        RequestKey.random(), new AccountRequest("bench@example.com", proof(key, registry.nonce())));
  }

  private Credentials register(RegistryApi registry) throws Exception {
    KeyPair key = Keys.generate();
    List<X509Certificate> chain = create(registry, key).chain();
    Roots root = Roots.of(trust.rootsFor(chain).get(0));
    Identity claimed = new Credentials(key.getPrivate(), chain.subList(0, 1), root).identity();
    return new PeerVerifier(root.trust(), Clock.systemUTC())
        .accept(key.getPrivate(), chain, claimed);
  }

  /** Accounts that have their key certified anew, again and again. */
  Issuer renewing(int callers) throws Exception {
    RegistryApi anonymous = connect(CredentialsSource.anonymous(trust));
    List<KeyPair> keys = new ArrayList<>();
    List<RegistryApi> accounts = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      Credentials own = register(anonymous);
      keys.add(new KeyPair(own.leaf().getPublicKey(), own.privateKey()));
      accounts.add(connect(CredentialsSource.of(own)));
    }
    return new Photon(
        "photon, accountRenew",
        keyCount -> {},
        caller -> {
          RegistryApi account = accounts.get(caller);
          Nonce nonce = account.nonce();
          account.accountRenew(RequestKey.random(), proof(keys.get(caller), nonce));
          return true;
        });
  }

  /** Strangers who make an account each, all at their first contact. */
  Issuer creating(int callers) {
    List<RegistryApi> strangers = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      strangers.add(connect(CredentialsSource.anonymous(trust)));
    }
    Queue<KeyPair> keys = new ConcurrentLinkedQueue<>();
    return new Photon(
        "photon, accountCreate",
        count ->
            IntStream.range(keys.size(), count).parallel().forEach(i -> keys.add(Keys.generate())),
        caller -> {
          KeyPair key = keys.poll();
          if (key != null) {
            create(strangers.get(caller), key);
          }
          return key != null;
        });
  }

  private interface Preparing {
    void prepare(int certificates);
  }

  private interface Asking {
    boolean issue(int caller);
  }

  private final class Photon implements Issuer {
    private final String name;
    private final Preparing preparing;
    private final Asking asking;

    Photon(String name, Preparing preparing, Asking asking) {
      this.name = name;
      this.preparing = preparing;
      this.asking = asking;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public ServerProcess server() {
      return server;
    }

    @Override
    public void prepare(int certificates) {
      preparing.prepare(certificates);
    }

    @Override
    public boolean issue(int caller) {
      return asking.issue(caller);
    }
  }

  @Override
  public void close() {
    opened.forEach(Transport::close);
    server.close();
  }
}
