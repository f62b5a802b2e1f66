package dev.photon.core.datacenter;

import dev.photon.config.ServiceName;
import dev.photon.core.gateway.Gateway.Entry;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.NodeAddress;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.ObservedNode;
import dev.photon.spi.api.Port;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which public entries a deployment has, and which nodes are behind each. Pure. */
final class PublicPorts {

  /** A port of a service. */
  record Key(ServiceName service, int port) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::service).thenComparingInt(Key::port);

    static Key of(Entry entry) {
      return new Key(entry.service(), entry.port());
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private PublicPorts() {}

  /**
   * The entries, and the addresses of the ready nodes behind each.
   *
   * @param given the public ports that entries were given before
   */
  static SortedMap<Entry, List<NodeAddress>> of(
      DesiredDeployment desired, List<ObservedNode> observed, Map<Key, Integer> given) {
    SortedMap<Entry, List<NodeAddress>> entries = new TreeMap<>();
    Map<Key, List<NodeAddress>> backends = new TreeMap<>();
    for (DesiredService service : desired.services()) {
      for (Port port : service.template().ports()) {
        if (port.anyone()) {
          var key = new Key(service.name(), port.number());
          int wished = given.getOrDefault(key, port.publicPort());
          List<NodeAddress> nodes = backends.computeIfAbsent(key, unused -> new ArrayList<>());
          entries.put(new Entry(service.name(), port.number(), port.protocol(), wished), nodes);
        }
      }
    }
    for (ObservedNode node : observed) {
      if (node.state() == NodeState.READY && !backends.isEmpty()) {
        for (NodeAddress address : node.addresses()) {
          backends
              .getOrDefault(new Key(node.id().service(), address.port()), new ArrayList<>())
              .add(address);
        }
      }
    }
    entries.replaceAll((entry, nodes) -> List.copyOf(nodes));
    return Collections.unmodifiableSortedMap(entries);
  }
}
