package dev.photon.provider.docker;

import dev.photon.config.ServiceName;
import java.util.Optional;

/** What a private network is for, within one deployment in one datacenter. */
sealed interface NetworkKey extends Comparable<NetworkKey> {
  /** The network of one service's nodes: their way out, and where published ports enter. */
  record Home(ServiceName service) implements NetworkKey {
    @Override
    public String toString() {
      return service.value();
    }
  }

  /** The network on which the client's nodes find the server's by the service's name. */
  record Link(ServiceName client, ServiceName server) implements NetworkKey {
    @Override
    public String toString() {
      return client + "." + server;
    }
  }

  /** Reads what the text form says: a service's name has no dot. */
  static Optional<NetworkKey> parse(String text) {
    String[] names = text.split("\\.", -1);
    try {
      if (names.length == 1) {
        return Optional.of(new Home(ServiceName.of(names[0])));
      }
      if (names.length == 2) {
        return Optional.of(new Link(ServiceName.of(names[0]), ServiceName.of(names[1])));
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the service's nodes are on the network. */
  default boolean joins(ServiceName service) {
    if (this instanceof Home home) {
      return home.service().equals(service);
    }
    if (this instanceof Link link) {
      return link.client().equals(service) || link.server().equals(service);
    }
    throw new AssertionError(this);
  }

  /** Whether others on the network find the service's nodes by its name. */
  default boolean names(ServiceName service) {
    return this instanceof Link link && link.server().equals(service);
  }

  @Override
  default int compareTo(NetworkKey other) {
    return toString().compareTo(other.toString());
  }
}
