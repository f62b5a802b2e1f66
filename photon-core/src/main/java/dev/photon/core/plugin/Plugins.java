package dev.photon.core.plugin;

import dev.photon.spi.DatacenterBackendProvider;
import dev.photon.spi.NotifierProvider;
import dev.photon.spi.TransportProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The plug-ins on the class path, by name. Nothing is loaded before it is asked for; two plug-ins
 * of one name are an error, since neither is better than the other. Thread-safe.
 */
public final class Plugins {
  private final ClassLoader loader;

  private Plugins(ClassLoader loader) {
    this.loader = loader;
  }

  /** What the class path of Photon itself has. */
  public static Plugins standard() {
    return new Plugins(Plugins.class.getClassLoader());
  }

  /** What another class loader has, its parents included. */
  public static Plugins of(ClassLoader loader) {
    return new Plugins(loader);
  }

  /** The kind of infrastructure with that name, such as {@code docker}. */
  public DatacenterBackendProvider backend(String name) throws PluginException {
    return one(
        "backend", name, all(DatacenterBackendProvider.class), DatacenterBackendProvider::name);
  }

  /** The transport with that name, such as {@code grpc}. */
  public TransportProvider transport(String name) throws PluginException {
    return one("transport", name, all(TransportProvider.class), TransportProvider::name);
  }

  /** The notifier for that type of target, such as {@code webhook}. */
  public NotifierProvider notifier(String type) throws PluginException {
    return one("notifier", type, all(NotifierProvider.class), NotifierProvider::type);
  }

  /** The names of the backends, sorted. */
  public SortedSet<String> backendNames() throws PluginException {
    return names(all(DatacenterBackendProvider.class), DatacenterBackendProvider::name);
  }

  /** The names of the transports, sorted. */
  public SortedSet<String> transportNames() throws PluginException {
    return names(all(TransportProvider.class), TransportProvider::name);
  }

  /** The types of the notifiers, sorted. */
  public SortedSet<String> notifierTypes() throws PluginException {
    return names(all(NotifierProvider.class), NotifierProvider::type);
  }

  private <P> List<P> all(Class<P> kind) throws PluginException {
    List<P> found = new ArrayList<>();
    try {
      for (Iterator<P> i = ServiceLoader.load(kind, loader).iterator(); i.hasNext(); ) {
        found.add(i.next());
      }
    } catch (ServiceConfigurationError e) {
      throw new PluginException("a plug-in on the class path is broken: " + e.getMessage(), e);
    }
    return found;
  }

  private static <P> SortedSet<String> names(List<P> found, Function<P, String> name) {
    SortedSet<String> names = new TreeSet<>();
    found.forEach(plugin -> names.add(name.apply(plugin)));
    return names;
  }

  private static <P> P one(String kind, String wanted, List<P> found, Function<P, String> name)
      throws PluginException {
    List<P> matching = found.stream().filter(p -> name.apply(p).equals(wanted)).toList();
    if (matching.size() == 1) {
      return matching.get(0);
    }
    if (matching.isEmpty()) {
      SortedSet<String> names = names(found, name);
      Optional<String> near = Suggestion.nearest(wanted, names);
      throw new PluginException(
          "no "
              + kind
              + " '"
              + wanted
              + "'"
              + near.map(n -> "; did you mean '" + n + "'?").orElse(";")
              + " on the class path: "
              + (names.isEmpty() ? "none" : String.join(", ", names)));
    }
    List<String> classes = matching.stream().map(p -> p.getClass().getName()).sorted().toList();
    throw new PluginException(
        "more than one "
            + kind
            + " is called '"
            + wanted
            + "'; leave one of them on the class path: "
            + String.join(", ", classes));
  }
}
