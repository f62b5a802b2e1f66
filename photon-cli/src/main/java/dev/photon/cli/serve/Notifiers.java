package dev.photon.cli.serve;

import dev.photon.core.plugin.PluginException;
import dev.photon.core.plugin.Plugins;
import dev.photon.spi.Notifier;
import dev.photon.spi.NotifierProvider;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The notifiers of a server, each opened when it is first needed. Thread-safe. */
final class Notifiers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notifiers.class);

  private final Plugins plugins;
  private final Clock clock;
  private final Map<String, String> options;
  private final Map<String, Optional<Notifier>> opened = new TreeMap<>();

  /** The options are named {@code TYPE.NAME}; each notifier is given its own. */
  Notifiers(Plugins plugins, Clock clock, Map<String, String> options) {
    this.plugins = plugins;
    this.clock = clock;
    this.options = new TreeMap<>(options);
  }

  /** The notifier for a type of target; empty when there is none. */
  synchronized Optional<Notifier> of(String type) {
    return opened.computeIfAbsent(type, this::open);
  }

  private Optional<Notifier> open(String type) {
    Map<String, String> own = new TreeMap<>();
    options.forEach(
        (name, value) -> {
          if (name.startsWith(type + ".")) {
            own.put(name.substring(type.length() + 1), value);
          }
        });
    try {
      return Optional.of(plugins.notifier(type).open(new NotifierProvider.Context(own, clock)));
    } catch (PluginException | IllegalArgumentException e) {
      LOG.warn("notifications of type '{}' cannot be sent: {}", type, e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public synchronized void close() {
    opened.values().forEach(notifier -> notifier.ifPresent(Notifier::close));
    opened.clear();
  }
}
