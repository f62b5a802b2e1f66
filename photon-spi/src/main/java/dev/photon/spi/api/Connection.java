package dev.photon.spi.api;

import dev.photon.config.Protocol;
import dev.photon.config.ServiceName;
import java.util.Comparator;

/** An allowed connection between the nodes of two services in one datacenter. */
public record Connection(ServiceName client, ServiceName server, int port, Protocol protocol)
    implements Comparable<Connection> {
  private static final Comparator<Connection> ORDER =
      Comparator.comparing(Connection::server)
          .thenComparing(Connection::client)
          .thenComparingInt(Connection::port)
          .thenComparing(Connection::protocol);

  @Override
  public int compareTo(Connection other) {
    return ORDER.compare(this, other);
  }
}
