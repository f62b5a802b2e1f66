package dev.photon.provider.docker;

import dev.photon.config.ServiceName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The steps from the networks a deployment has in a datacenter to those it should have. Pure; equal
 * inputs give equal plans.
 *
 * @param create networks to make, in order
 * @param connect nodes to attach, to networks that exist or are made first
 * @param disconnect nodes to detach
 * @param remove ids of networks to remove, after all else
 */
record NetworkPlan(
    List<NetworkKey> create,
    List<Attachment> connect,
    List<Detachment> disconnect,
    List<String> remove) {

  /** A network that exists. */
  record Existing(String id, NetworkKey key) {}

  /**
   * A container that exists.
   *
   * @param networks ids of the networks it is attached to
   */
  record Member(String id, ServiceName service, Set<String> networks) {
    Member {
      networks = Set.copyOf(networks);
    }
  }

  record Attachment(String container, ServiceName service, NetworkKey network) {}

  record Detachment(String container, String network) {}

  NetworkPlan {
    create = List.copyOf(create);
    connect = List.copyOf(connect);
    disconnect = List.copyOf(disconnect);
    remove = List.copyOf(remove);
  }

  /**
   * Compares.
   *
   * @param links the connections that are allowed: all of them
   */
  static NetworkPlan of(Set<NetworkKey.Link> links, List<Existing> existing, List<Member> members) {
    Set<NetworkKey> wanted = new TreeSet<>(links);
    members.forEach(member -> wanted.add(new NetworkKey.Home(member.service())));

    Map<NetworkKey, String> kept = new TreeMap<>();
    List<String> remove = new ArrayList<>();
    for (Existing network : sorted(existing)) {
      // A second network for one purpose is left from a race: nobody wants it.
      if (!wanted.contains(network.key())
          || kept.putIfAbsent(network.key(), network.id()) != null) {
        remove.add(network.id());
      }
    }
    List<NetworkKey> create = new ArrayList<>(wanted);
    create.removeAll(kept.keySet());

    Set<String> unwanted = new HashSet<>(remove);
    List<Attachment> connect = new ArrayList<>();
    List<Detachment> disconnect = new ArrayList<>();
    for (Member member : sortedMembers(members)) {
      for (NetworkKey key : wanted) {
        String id = kept.getOrDefault(key, "");
        if (key.joins(member.service()) && !member.networks().contains(id)) {
          connect.add(new Attachment(member.id(), member.service(), key));
        }
      }
      for (String id : new TreeSet<>(member.networks())) {
        if (unwanted.contains(id)) {
          disconnect.add(new Detachment(member.id(), id));
        }
      }
    }
    return new NetworkPlan(create, connect, disconnect, remove);
  }

  boolean isEmpty() {
    return create.isEmpty() && connect.isEmpty() && disconnect.isEmpty() && remove.isEmpty();
  }

  private static List<Existing> sorted(List<Existing> existing) {
    return existing.stream().sorted(Comparator.comparing(Existing::id)).toList();
  }

  private static List<Member> sortedMembers(List<Member> members) {
    return members.stream().sorted(Comparator.comparing(Member::id)).toList();
  }
}
