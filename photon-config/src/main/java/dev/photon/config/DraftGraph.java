package dev.photon.config;

import dev.photon.config.Draft.DraftClient;
import dev.photon.config.Draft.DraftExpose;
import dev.photon.config.Draft.DraftPlacement;
import dev.photon.config.Draft.DraftService;
import dev.photon.config.Draft.Name;
import dev.photon.config.Draft.Placed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The services of a draft, joined to those that they name: all checks go along the references. For
 * one thread, and one run of the checks.
 */
final class DraftGraph {
  private final List<Node> nodes = new ArrayList<>();
  private final List<Name> unknown = new ArrayList<>();
  private boolean misplaced;

  /** A service; what it names and is not there is not among these. */
  static final class Node {
    final DraftService service;

    /** Where it runs. */
    List<DraftPlacement> placed = List.of();

    /** Other services that it waits for. */
    final List<Dependency> needs = new ArrayList<>(2);

    /** Who waits for it. */
    final List<Dependency> users = new ArrayList<>(2);

    /** Who may connect to it, by name. */
    final List<Rule> rules = new ArrayList<>(2);

    /** Whether somebody may connect to it who is not named. */
    boolean open;

    /** What {@link Cycles} knows of it. */
    int depth = Cycles.NEW;

    /** The server whose rules {@link Reachability} looked at last and found this one in. */
    @Nullable Node server;

    /** Whether it may connect to that server from other datacenters. */
    boolean everywhere;

    private Node(DraftService service) {
      this.service = service;
    }

    Name name() {
      return service.name();
    }
  }

  /**
   * A service that waits for another one.
   *
   * @param said where it says so
   */
  record Dependency(Node user, Name said, Node needed) {}

  /**
   * A service that may connect.
   *
   * @param said where its name is
   */
  record Rule(Node client, Name said, boolean global) {}

  DraftGraph(Draft draft) {
    for (DraftService service : draft.services().values()) {
      Node node = new Node(service);
      service.name().joined().node = node;
      nodes.add(node);
    }
    for (Placed placed : draft.placed()) {
      Node node = find(placed.service());
      if (node != null) {
        node.placed = placed.where();
      }
      misplaced |= node == null;
    }
    for (Node node : nodes) {
      joinNeeds(node);
      joinClients(node);
    }
  }

  private void joinNeeds(Node user) {
    for (Name said : user.service.dependsOn()) {
      Node needed = find(said);
      if (needed != null && needed != user) {
        Dependency dependency = new Dependency(user, said, needed);
        user.needs.add(dependency);
        needed.users.add(dependency);
      }
    }
  }

  private void joinClients(Node server) {
    for (DraftExpose expose : server.service.exposes()) {
      for (DraftClient client : expose.clients()) {
        if (client.service().isEmpty()) {
          server.open = true;
          continue;
        }
        Name said = client.service().get();
        Node node = find(said);
        if (node != null) {
          server.rules.add(new Rule(node, said, client.global()));
        }
      }
    }
  }

  private @Nullable Node find(Name name) {
    Node node = name.joined().node;
    if (node == null) {
      unknown.add(name);
    }
    return node;
  }

  /** In the order of the file. */
  List<Node> nodes() {
    return nodes;
  }

  /** Whether a place is given to a service that there is not. */
  boolean misplaced() {
    return misplaced;
  }

  /** Names of services that there are not. */
  List<Name> unknown() {
    return unknown;
  }
}
