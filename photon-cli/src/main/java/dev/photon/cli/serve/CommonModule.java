package dev.photon.cli.serve;

import dagger.Module;
import dagger.Provides;
import dev.photon.core.plugin.PluginException;
import dev.photon.core.plugin.Plugins;
import dev.photon.spi.TransportProvider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** What every server has: a clock, the plug-ins, a transport. */
@Module
final class CommonModule {
  /** Of one call between servers. */
  static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final String TRANSPORT = "grpc";

  private CommonModule() {}

  @Provides
  @Singleton
  static Clock clock() {
    return Clock.systemUTC();
  }

  @Provides
  @Singleton
  static Plugins plugins() {
    return Plugins.standard();
  }

  @Provides
  @Singleton
  static TransportProvider transports(Plugins plugins) {
    try {
      return plugins.transport(TRANSPORT);
    } catch (PluginException e) {
      throw ServeException.of("cannot speak to others", e);
    }
  }
}
