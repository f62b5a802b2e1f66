package dev.photon.cli.serve;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import dev.photon.core.client.RenewedAccount;
import dev.photon.core.event.JdbcEventLog;
import dev.photon.core.event.NotificationSender;
import dev.photon.core.metacenter.MetacenterHost;
import dev.photon.core.plugin.Plugins;
import dev.photon.core.runtime.ThreadedRuntime;
import dev.photon.core.store.Store;
import dev.photon.crypto.KeyProtection;
import dev.photon.crypto.LatestRevocations;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.RegistryApi;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** A host of metacenters that serves. */
@Singleton
public final class MetacenterServer implements RunningServer {

  /**
   * What it is started with.
   *
   * @param folder for its keys and its store; made where it does not exist
   * @param protection of its metacenters' keys; closed with the server
   * @param enrolToken the registry's secret that makes the operator's account a host; needed once
   * @param listen where it serves
   * @param publicHost by what name or address others reach it
   * @param notifierOptions by {@code TYPE.NAME}, such as {@code email.smtp-host}
   */
  public record Options(
      Path folder,
      KeyProtection protection,
      Operator operator,
      Optional<String> enrolToken,
      Endpoint listen,
      String publicHost,
      Map<String, String> notifierOptions) {
    public Options {
      notifierOptions = Map.copyOf(notifierOptions);
    }
  }

  private final Options options;
  private final Transport.Server server;
  private final Opened opened;

  @Inject
  MetacenterServer(Options options, MetacenterHost host, Transport.Server server, Opened opened) {
    this.options = options;
    this.server = server;
    this.opened = opened;
    host.start();
  }

  /**
   * Starts a host, or takes up the one that the folder holds.
   *
   * @throws ServeException when it cannot
   */
  public static MetacenterServer start(Options options) {
    return Starting.start(
        DaggerMetacenterServer_Wiring.factory().create(options), Wiring::opened, Wiring::server);
  }

  /** Where others reach it. */
  public Endpoint endpoint() {
    return Endpoint.of(options.publicHost(), server.address().port());
  }

  @Override
  public void close() {
    opened.close();
  }

  @Singleton
  @Component(modules = {CommonModule.class, Parts.class})
  interface Wiring {
    MetacenterServer server();

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
      return opened.add(new ThreadedRuntime("metacenter", clock));
    }

    @Provides
    @Singleton
    static NotificationSender notifications(
        Options options, ThreadedRuntime runtime, Plugins plugins, Clock clock, Opened opened) {
      Notifiers notifiers = opened.add(new Notifiers(plugins, clock, options.notifierOptions()));
      return new NotificationSender(runtime, notifiers::of);
    }

    @Provides
    @Singleton
    static RenewedAccount operator(Options options, ThreadedRuntime runtime, Opened opened) {
      Operator operator = options.operator();
      return opened.add(new RenewedAccount(operator.credentials(), runtime, operator.renewal()));
    }

    @Provides
    @Singleton
    static RegistryApi registry(
        Options options,
        TransportProvider provider,
        Clock clock,
        RenewedAccount operator,
        Opened opened) {
      var context = new TransportProvider.Context(operator, clock, CommonModule.DEADLINE);
      return opened
          .add(provider.open(context))
          .connect(options.operator().account().endpoint(), RegistryApi.class);
    }

    @Provides
    @Singleton
    static LatestRevocations revocations(RenewedAccount operator, Clock clock) {
      return new LatestRevocations(operator::trust, clock);
    }

    @Provides
    @Singleton
    static MetacenterHost host(
        Options options,
        TransportProvider provider,
        RegistryApi registry,
        RenewedAccount operator,
        ThreadedRuntime runtime,
        NotificationSender notifications,
        LatestRevocations revocations,
        Lazy<Transport.Server> server,
        Opened opened) {
      var keys = Folders.keys(options.folder(), options.protection(), opened);
      Store store =
          opened.add(
              Folders.store(
                  options.folder().resolve("metacenter.db"), "metacenter", "event", "metering"));
      var setup =
          new MetacenterHost.Setup(
              store,
              keys,
              runtime,
              provider,
              options.operator().account().endpoint(),
              registry,
              operator::trust,
              options.enrolToken(),
              () -> Endpoint.of(options.publicHost(), server.get().address().port()),
              new JdbcEventLog(store, runtime),
              notifications,
              revocations,
              options.folder().resolve("revoked.crl"));
      try {
        return opened.add(MetacenterHost.open(setup));
      } catch (IOException e) {
        throw ServeException.of("cannot take up the metacenters", e);
      }
    }

    @Provides
    @Singleton
    static Transport.Server serve(
        Options options,
        TransportProvider provider,
        Clock clock,
        MetacenterHost host,
        LatestRevocations revocations,
        Opened opened) {
      var context =
          new TransportProvider.Context(
              host.credentials(), clock, CommonModule.DEADLINE, revocations);
      Transport transport = opened.add(provider.open(context));
      return opened.add(transport.serve(options.listen(), MetacenterApi.class, host::view));
    }
  }
}
