package dev.photon.spi.api;

import dev.photon.config.DatacenterName;
import dev.photon.config.EventType;
import dev.photon.config.ServiceName;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to a deployment.
 *
 * @param sequence from 1, without gaps in its log
 * @param node the node's id as text, where it is about one
 * @param text one line for people
 */
public record Event(
    long sequence,
    Instant time,
    EventType type,
    Optional<DatacenterName> datacenter,
    Optional<ServiceName> service,
    Optional<String> node,
    String text) {

  /** The same event at another place in a log. */
  public Event at(long place) {
    return new Event(place, time, type, datacenter, service, node, text);
  }
}
