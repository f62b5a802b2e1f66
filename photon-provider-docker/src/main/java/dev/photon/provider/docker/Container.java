package dev.photon.provider.docker;

import dev.photon.provider.docker.NetworkPlan.Member;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.NodeAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One of our containers, as the engine's list shows it. Pure.
 *
 * @param state the engine's word: {@code created}, {@code running}, {@code exited} …
 * @param status the engine's sentence: {@code Up 3 seconds (healthy)}
 * @param networks ids of the networks it is attached to
 * @param homeAddress its address on its service's own network; empty while it has none
 * @param published where ports for anyone are reached
 */
record Container(
    String id,
    NodeLabels labels,
    String state,
    String status,
    Set<String> networks,
    String homeAddress,
    List<NodeAddress> published) {

  Container {
    networks = Set.copyOf(networks);
    published = List.copyOf(published);
  }

  /**
   * Reads one element of the list; empty for a container that is no node of the datacenter,
   * whatever labels it got from its image.
   */
  static Optional<Container> parse(DatacenterId datacenter, JsonNode json) {
    Optional<NodeLabels> labels = NodeLabels.parse(json.path("Labels"));
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    String name = "/" + NodeLabels.containerName(datacenter, labels.get().id());
    boolean named = false;
    for (JsonNode each : json.path("Names")) {
      named |= each.asString("").equals(name);
    }
    if (!named) {
      return Optional.empty();
    }
    String home = json.path("HostConfig").path("NetworkMode").asString("");
    Set<String> networks = new HashSet<>();
    String homeAddress = "";
    for (JsonNode network : json.path("NetworkSettings").path("Networks")) {
      String id = network.path("NetworkID").asString("");
      networks.add(id);
      if (id.equals(home)) {
        homeAddress = network.path("IPAddress").asString("");
      }
    }
    return Optional.of(
        new Container(
            json.path("Id").asString(""),
            labels.get(),
            json.path("State").asString(""),
            json.path("Status").asString(""),
            networks,
            homeAddress,
            published(json.path("Ports"))));
  }

  private static List<NodeAddress> published(JsonNode ports) {
    List<NodeAddress> published = new ArrayList<>();
    for (JsonNode port : ports) {
      int outside = port.path("PublicPort").asInt(0);
      String ip = port.path("IP").asString("");
      if (outside > 0 && !ip.contains(":")) {
        String host = ip.equals("0.0.0.0") ? "127.0.0.1" : ip;
        published.add(new NodeAddress(port.path("PrivatePort").asInt(0), host, outside));
      }
    }
    return published;
  }

  Member member() {
    return new Member(id, labels.id().service(), networks);
  }

  boolean neverStarted() {
    return state.equals("created");
  }

  boolean ended() {
    return state.equals("exited") || state.equals("dead");
  }

  boolean running() {
    return state.equals("running");
  }

  /** Whether the image's own health check, if it has one, passes. */
  boolean healthy() {
    return !status.contains("(health: starting)") && !status.contains("(unhealthy)");
  }

  /**
   * What the engine's sentence says in brackets, which unlike the rest does not change as time
   * passes: {@code (137)} of {@code Exited (137) 3 minutes ago}.
   */
  String remark() {
    int open = status.indexOf('(');
    int close = status.indexOf(')', open);
    return open < 0 || close < 0 ? "" : status.substring(open, close + 1);
  }

  /** Where this machine reaches each port that the node listens on. */
  List<NodeAddress> addresses() {
    List<NodeAddress> addresses = new ArrayList<>(published);
    if (!homeAddress.isEmpty()) {
      for (int port : labels.ports()) {
        if (published.stream().noneMatch(address -> address.port() == port)) {
          addresses.add(new NodeAddress(port, homeAddress, port));
        }
      }
    }
    return addresses;
  }
}
