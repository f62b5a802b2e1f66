package dev.photon.cli.serve;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import dev.photon.config.Lifetime;
import dev.photon.config.Region;
import dev.photon.core.datacenter.DatacenterAgent;
import dev.photon.core.datacenter.DatacenterEnrolment;
import dev.photon.core.datacenter.Offering;
import dev.photon.core.gateway.Gateway;
import dev.photon.core.gateway.SocketGateway;
import dev.photon.core.plugin.PluginException;
import dev.photon.core.plugin.Plugins;
import dev.photon.core.runtime.ThreadedRuntime;
import dev.photon.core.store.Store;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.KeyProtection;
import dev.photon.crypto.LatestRevocations;
import dev.photon.spi.BackendException;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.DatacenterBackendProvider;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.RegistryApi;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The agent of a datacenter, which serves. */
@Singleton
public final class DatacenterServer implements RunningServer {

  /**
   * What it is started with.
   *
   * @param folder for its keys and its store; made where it does not exist
   * @param protection of its authority's key; closed with the server
   * @param backend by name, with its options
   * @param listen where it serves
   * @param publicHost by what name or address others reach it and the nodes' public ports
   * @param publicPorts where those are
   */
  public record Options(
      Path folder,
      KeyProtection protection,
      Operator operator,
      String name,
      Region region,
      Lifetime commitment,
      PriceList prices,
      String backend,
      Map<String, String> backendOptions,
      Endpoint listen,
      String publicHost,
      PortRange publicPorts) {
    public Options {
      backendOptions = Map.copyOf(backendOptions);
    }
  }

  private final Options options;
  private final DatacenterEnrolment.Enrolled enrolled;
  private final Transport.Server server;
  private final Opened opened;

  @Inject
  DatacenterServer(
      Options options,
      DatacenterEnrolment.Enrolled enrolled,
      DatacenterAgent agent,
      Transport.Server server,
      Opened opened) {
    this.options = options;
    this.enrolled = enrolled;
    this.server = server;
    this.opened = opened;
    agent.start();
  }

  /**
   * Joins the market, or takes up what the folder holds.
   *
   * @throws ServeException when it cannot
   */
  public static DatacenterServer start(Options options) {
    return Starting.start(
        DaggerDatacenterServer_Wiring.factory().create(options), Wiring::opened, Wiring::server);
  }

  public DatacenterId id() {
    return enrolled.id();
  }

  /** Where others reach it, and who it proves to be. */
  public Endpoint endpoint() {
    return Endpoint.of(options.publicHost(), server.address().port()).as(enrolled.agent());
  }

  @Override
  public void close() {
    opened.close();
  }

  @Singleton
  @Component(modules = {CommonModule.class, Parts.class})
  interface Wiring {
    DatacenterServer server();

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
    static ThreadedRuntime runtime(Options options, Clock clock, Opened opened) {
      return opened.add(new ThreadedRuntime("datacenter-" + options.name(), clock));
    }

    @Provides
    @Singleton
    static DatacenterEnrolment.Enrolled enrolled(
        Options options,
        TransportProvider provider,
        Clock clock,
        ThreadedRuntime runtime,
        Opened opened) {
      var keys = Folders.keys(options.folder(), options.protection(), opened);
      var source = CredentialsSource.of(options.operator().credentials());
      var context = new TransportProvider.Context(source, clock, CommonModule.DEADLINE);
      try (Transport transport = provider.open(context)) {
        RegistryApi registry =
            transport.connect(options.operator().account().endpoint(), RegistryApi.class);
        return DatacenterEnrolment.enrol(
            registry,
            options.operator().credentials(),
            keys,
            runtime,
            options.name(),
            options.region());
      } catch (IOException | CertificateRejectedException e) {
        throw ServeException.of("cannot join the market", e);
      }
    }

    @Provides
    @Singleton
    static DatacenterBackendProvider backendProvider(Options options, Plugins plugins) {
      try {
        return plugins.backend(options.backend());
      } catch (PluginException e) {
        throw ServeException.of("cannot find the backend", e);
      }
    }

    @Provides
    @Singleton
    static DatacenterBackend backend(
        Options options,
        DatacenterBackendProvider provider,
        DatacenterEnrolment.Enrolled enrolled,
        Clock clock,
        Opened opened) {
      var context =
          new DatacenterBackendProvider.Context(enrolled.id(), options.backendOptions(), clock);
      try {
        return opened.add(provider.open(context));
      } catch (BackendException e) {
        throw ServeException.of("cannot use the backend '" + options.backend() + "'", e);
      }
    }

    @Provides
    @Singleton
    static Transport transport(
        TransportProvider provider,
        Clock clock,
        DatacenterEnrolment.Enrolled enrolled,
        LatestRevocations revocations,
        Opened opened) {
      return opened.add(
          provider.open(
              new TransportProvider.Context(
                  enrolled.credentials(), clock, CommonModule.DEADLINE, revocations)));
    }

    @Provides
    @Singleton
    static LatestRevocations revocations(DatacenterEnrolment.Enrolled enrolled, Clock clock) {
      return new LatestRevocations(enrolled.credentials()::trust, clock);
    }

    @Provides
    @Singleton
    static Gateway gateway(Options options, Opened opened) {
      PortRange ports = options.publicPorts();
      try {
        return opened.add(
            SocketGateway.open(
                options.listen().host(), options.publicHost(), ports.first(), ports.last()));
      } catch (IOException e) {
        throw ServeException.of("cannot open public ports", e);
      }
    }

    @Provides
    @Singleton
    static DatacenterAgent agent(
        Options options,
        DatacenterEnrolment.Enrolled enrolled,
        DatacenterBackendProvider provider,
        DatacenterBackend backend,
        ThreadedRuntime runtime,
        Gateway gateway,
        Transport transport,
        Transport.Server server,
        LatestRevocations revocations,
        Opened opened) {
      Store store =
          opened.add(
              Folders.store(
                  options.folder().resolve("datacenter.db"), "datacenter", "event", "metering"));
      var offering =
          new Offering(
              options.name(),
              options.region(),
              options.commitment(),
              options.prices(),
              provider.simulated());
      RegistryApi registry =
          transport.connect(options.operator().account().endpoint(), RegistryApi.class);
      enrolled.renewal().by(registry);
      return opened.add(
          DatacenterAgent.open(
              new DatacenterAgent.Setup(
                  enrolled.id(),
                  offering,
                  backend,
                  store,
                  runtime,
                  gateway,
                  registry,
                  Endpoint.of(options.publicHost(), server.address().port()).as(enrolled.agent()),
                  revocations,
                  options.folder().resolve("revoked.crl"))));
    }

    /** The agent is opened after its server, since it says where that is. */
    @Provides
    @Singleton
    static Transport.Server serve(
        Options options, Transport transport, Lazy<DatacenterAgent> agent, Opened opened) {
      return opened.add(
          transport.serve(
              options.listen(), DatacenterApi.class, caller -> agent.get().view(caller)));
    }
  }
}
