package dev.photon.cli.serve;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dev.photon.core.notify.Mailer;
import dev.photon.core.registry.AddressProof;
import dev.photon.core.registry.Registry;
import dev.photon.core.runtime.ThreadedRuntime;
import dev.photon.core.store.Store;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.crypto.KeyProtection;
import dev.photon.spi.NotifierException;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.RegistryApi;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A registry that serves. */
@Singleton
public final class RegistryServer implements RunningServer {

  /**
   * What it is started with.
   *
   * @param folder for its keys and its store; made where it does not exist
   * @param protection of its root's key; closed with the server
   * @param listen where it serves
   * @param publicHost by what name or address others reach it
   * @param store the JDBC URL of a PostgreSQL database that replicas may share; the one of the last
   *     start if empty, at first a file in the folder
   * @param mail how codes are mailed that prove the addresses of those who register, by the options
   *     of the email notifier; without any, addresses are not proven
   */
  public record Options(
      Path folder,
      KeyProtection protection,
      Endpoint listen,
      String publicHost,
      Optional<String> store,
      Map<String, String> mail) {
    public Options {
      mail = Map.copyOf(mail);
    }

    /** Where the secret is kept that makes an account a metacenter host. */
    public Path enrolTokenFile() {
      return folder.resolve("enrol-token");
    }

    /** Where the secret is kept that lets the operator revoke what is not his own. */
    public Path operatorTokenFile() {
      return folder.resolve("operator-token");
    }
  }

  private final Options options;
  private final Registry registry;
  private final Transport.Server server;
  private final Opened opened;

  @Inject
  RegistryServer(Options options, Registry registry, Transport.Server server, Opened opened) {
    this.options = options;
    this.registry = registry;
    this.server = server;
    this.opened = opened;
  }

  /**
   * Starts a registry, or takes up the one that the folder holds.
   *
   * @throws ServeException when it cannot
   */
  public static RegistryServer start(Options options) {
    return Starting.start(
        DaggerRegistryServer_Wiring.factory().create(options), Wiring::opened, Wiring::server);
  }

  /** Where others reach it, and who it proves to be. */
  public Endpoint endpoint() {
    return Endpoint.of(options.publicHost(), server.address().port()).as(registry.identity());
  }

  public CertificateFingerprint fingerprint() {
    return CertificateFingerprint.parse(registry.fingerprint());
  }

  /** The secret that makes an account a metacenter host. */
  public String enrolToken() {
    return registry.enrolToken();
  }

  @Override
  public void close() {
    opened.close();
  }

  @Singleton
  @Component(modules = {CommonModule.class, Parts.class})
  interface Wiring {
    RegistryServer server();

    Opened opened();

    @Component.Factory
    interface Factory {
      Wiring create(@BindsInstance Options options);
    }
  }

  @Module
  static final class Parts {
    private Parts() {}

    @Provides
    @Singleton
    static ThreadedRuntime runtime(Clock clock, Opened opened) {
      return opened.add(new ThreadedRuntime("registry", clock));
    }

    @Provides
    @Singleton
    static Optional<AddressProof> addressProof(Options options, Clock clock) {
      if (options.mail().isEmpty()) {
        return Optional.empty();
      }
      try {
        Mailer mailer = Mailer.of(options.mail(), clock);
        return Optional.of((email, code) -> mail(mailer, email, code));
      } catch (IllegalArgumentException e) {
        throw ServeException.of("cannot mail codes", e);
      }
    }

    private static void mail(Mailer mailer, String email, String code) throws IOException {
      try {
        mailer.send(
            "code-" + UUID.randomUUID(),
            email,
            "your code for Photon: " + code,
            "Somebody, you perhaps, makes an account with this address. The code is "
                + code
                + ".\nIt is good for ten minutes. If it was not you, nothing needs to be done.\n");
      } catch (NotifierException e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    @Provides
    @Singleton
    static Registry registry(
        Options options,
        Opened opened,
        ThreadedRuntime runtime,
        Optional<AddressProof> addressProof) {
      var keys = Folders.keys(options.folder(), options.protection(), opened);
      Store store =
          opened.add(
              new StoreChoice(options.folder(), "registry.db", "registry").open(options.store()));
      try {
        return opened.add(
            Registry.open(
                new Registry.Setup(
                    store,
                    keys,
                    runtime,
                    options.enrolTokenFile(),
                    options.operatorTokenFile(),
                    options.publicHost(),
                    addressProof)));
      } catch (IOException e) {
        throw ServeException.of("cannot open the registry", e);
      }
    }

    @Provides
    @Singleton
    static Transport.Server serve(
        Options options,
        TransportProvider provider,
        Clock clock,
        Registry registry,
        Opened opened) {
      var context =
          new TransportProvider.Context(
              registry.credentials(), clock, CommonModule.DEADLINE, registry.revocations());
      Transport transport = opened.add(provider.open(context));
      return opened.add(transport.serve(options.listen(), RegistryApi.class, registry::view));
    }
  }
}
