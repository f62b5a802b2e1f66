package dev.photon.cli.view.graph;

import dev.photon.config.Client;
import dev.photon.config.Datacenter;
import dev.photon.config.DatacenterName;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Expose;
import dev.photon.config.Placement;
import dev.photon.config.Protocol;
import dev.photon.config.Service;
import dev.photon.config.ServiceName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a drawing of a deployment shows, without where on the page. In the order of the file.
 *
 * @param vertices anyone first, if something is public, then each service once
 * @param arrows between vertices, by their numbers; one that names its own vertex is allowed
 */
public record GraphModel(List<Vertex> vertices, List<Arrow> arrows, List<Place> places) {

  /** What arrows go between. */
  public sealed interface Vertex {}

  /** Whoever it is, from wherever. */
  public record Anyone() implements Vertex {}

  /** A service, and where it runs. */
  public record ServiceVertex(String name, String image, List<Run> runs) implements Vertex {
    public ServiceVertex {
      runs = List.copyOf(runs);
    }
  }

  /**
   * Nodes of a service in one datacenter.
   *
   * @param place which of {@link GraphModel#places} that is
   */
  public record Run(String datacenter, int place, int nodes) {

    /** {@code westcoast ×2}. */
    String text() {
      return datacenter + " ×" + nodes;
    }
  }

  /** A datacenter of the file, and how many nodes it has in all. */
  public record Place(String name, String region, long nodes) {}

  /** Why one vertex has an arrow to another. */
  public enum Kind {
    /** Anyone may reach it. */
    ANYONE,
    /** A service may, from every datacenter. */
    GLOBAL,
    /** A service may, in the same datacenter. */
    LOCAL,
    /** A service waits for it, and may not reach it for that alone. */
    NEEDS
  }

  /**
   * From who may connect, or waits.
   *
   * @param port by which; empty for {@link Kind#NEEDS}
   */
  public record Arrow(int from, int to, Kind kind, Optional<Expose> port) {

    /** {@code 5432}, {@code 80 http}, or nothing. */
    String label() {
      return port.map(Arrow::label).orElse("");
    }

    static String label(Expose expose) {
      return expose.port() + (expose.proto() == Protocol.TCP ? "" : " " + expose.proto().text());
    }
  }

  public GraphModel {
    vertices = List.copyOf(vertices);
    arrows = List.copyOf(arrows);
    places = List.copyOf(places);
    for (Arrow arrow : arrows) {
      Objects.checkIndex(arrow.from(), vertices.size());
      Objects.checkIndex(arrow.to(), vertices.size());
    }
  }

  /** A rule that no two clusters can use is left out: an arrow would be a promise. */
  public static GraphModel of(DeploymentConfig config) {
    return new Reading(config).model();
  }

  /** How a vertex is called: {@code web}, {@code anyone}. */
  String name(int vertex) {
    return vertices.get(vertex) instanceof ServiceVertex service ? service.name() : "anyone";
  }

  /** The service there; empty for anyone. */
  Optional<ServiceVertex> service(int vertex) {
    return vertices.get(vertex) instanceof ServiceVertex service
        ? Optional.of(service)
        : Optional.empty();
  }

  private static final class Reading {
    private final DeploymentConfig config;
    private final Map<ServiceName, Integer> numbers = new HashMap<>();
    private final List<Vertex> vertices = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();

    Reading(DeploymentConfig config) {
      this.config = config;
    }

    GraphModel model() {
      Map<DatacenterName, Integer> places = new HashMap<>();
      config.datacenters().keySet().forEach(name -> places.put(name, places.size()));
      if (config.services().values().stream().anyMatch(this::isPublic)) {
        vertices.add(new Anyone());
      }
      for (Service service : config.services().values()) {
        numbers.put(service.name(), vertices.size());
        List<Run> runs = new ArrayList<>();
        where(service.name())
            .forEach(
                (name, placement) ->
                    runs.add(
                        new Run(name.value(), places.getOrDefault(name, 0), placement.nodes())));
        runs.sort(Comparator.comparingInt(Run::place));
        vertices.add(new ServiceVertex(service.name().value(), service.image(), runs));
      }
      config.services().values().forEach(this::addArrows);
      return new GraphModel(
          vertices, arrows, config.datacenters().values().stream().map(this::place).toList());
    }

    private Place place(Datacenter datacenter) {
      long nodes =
          config.placements().values().stream()
              .flatMap(where -> Optional.ofNullable(where.get(datacenter.name())).stream())
              .mapToLong(Placement::nodes)
              .sum();
      return new Place(datacenter.name().value(), datacenter.region().text(), nodes);
    }

    private void addArrows(Service server) {
      int to = number(server.name());
      for (Expose expose : server.exposes()) {
        Map<Integer, Kind> clients = new LinkedHashMap<>();
        expose.to().forEach(client -> addClient(clients, client, server.name()));
        clients.forEach((from, kind) -> arrows.add(new Arrow(from, to, kind, Optional.of(expose))));
      }
      for (ServiceName needed : server.dependsOn()) {
        arrows.add(new Arrow(to, number(needed), Kind.NEEDS, Optional.empty()));
      }
    }

    /** Of two rules for one client the wider one is shown. */
    private void addClient(Map<Integer, Kind> clients, Client client, ServiceName server) {
      Set<DatacenterName> there = where(server).keySet();
      if (client instanceof Client.Anyone && !there.isEmpty()) {
        clients.put(0, Kind.ANYONE);
      } else if (client instanceof Client.GlobalService global
          && !there.isEmpty()
          && !where(global.service()).isEmpty()) {
        clients.put(number(global.service()), Kind.GLOBAL);
      } else if (client instanceof Client.LocalService local
          && where(local.service()).keySet().stream().anyMatch(there::contains)) {
        clients.putIfAbsent(number(local.service()), Kind.LOCAL);
      }
    }

    private boolean isPublic(Service service) {
      return !where(service.name()).isEmpty()
          && service.exposes().stream()
              .flatMap(expose -> expose.to().stream())
              .anyMatch(client -> client instanceof Client.Anyone);
    }

    private Map<DatacenterName, Placement> where(ServiceName service) {
      return config.placements().getOrDefault(service, Map.of());
    }

    private int number(ServiceName service) {
      return numbers.getOrDefault(service, 0);
    }
  }
}
