package dev.photon.cli.view;

import dev.photon.config.Price;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.MetacenterStatus.Assigned;
import dev.photon.spi.api.MetacenterStatus.EntryStatus;
import dev.photon.spi.api.MetacenterStatus.Phase;
import dev.photon.spi.api.NodeStatus;
import dev.photon.spi.api.PublicAddress;
import dev.photon.spi.api.ServiceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows a deployment: its clusters, nodes, addresses and cost. */
public final class StatusView {
  private StatusView() {}

  /** All of it for a person. */
  public static String text(MetacenterStatus status, Style style) {
    StringBuilder text = new StringBuilder();
    text.append(headline(status, style)).append('\n');
    status.reason().ifPresent(r -> text.append("  ").append(Words.line(r, 500)).append('\n'));
    Table clusters = new Table("CLUSTER", "DATACENTER", "READY", "ADDRESS");
    Table nodes = new Table("NODE", "CLUSTER", "STATE", "DETAIL");
    for (EntryStatus entry : status.entries()) {
      addEntry(entry, clusters, nodes);
    }
    if (!clusters.isEmpty()) {
      text.append('\n').append(clusters.text(style));
    }
    if (!nodes.isEmpty()) {
      text.append('\n').append(nodes.text(style));
    }
    for (String trouble : troubles(status)) {
      text.append(text.length() > 0 ? "\n" : "").append(trouble).append('\n');
    }
    return text.toString();
  }

  /** {@code hello (hello-3f9a01bc), revision 1: ready, 0.12 USD/h}. */
  private static String headline(MetacenterStatus status, Style style) {
    String phase = phase(status.phase());
    String marked =
        switch (status.phase()) {
          case READY -> style.good(phase);
          case FAILED -> style.error(phase);
          case DEGRADED, DELETING -> style.warning(phase);
          case EMPTY, DEPLOYING, DELETED -> phase;
        };
    return style.strong(status.name())
        + " ("
        + status.deployment()
        + "), revision "
        + status.revision()
        + ": "
        + marked
        + cost(status).map(c -> ", " + c).orElse("");
  }

  /** What a person calls a phase: {@code ready}. */
  public static String phase(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  /** {@code greeter@westcoast 1/1, web@westcoast 0/2}, in one line. */
  public static String brief(MetacenterStatus status) {
    List<String> clusters = new ArrayList<>();
    for (EntryStatus entry : status.entries()) {
      for (ServiceStatus service : services(entry)) {
        clusters.add(cluster(service, entry) + " " + count(service));
      }
    }
    return phase(status.phase()) + (clusters.isEmpty() ? "" : ": " + String.join(", ", clusters));
  }

  /** Whether any of its nodes is only simulated. */
  public static boolean simulated(MetacenterStatus status) {
    return status.entries().stream()
        .anyMatch(e -> e.assigned().map(Assigned::simulated).orElse(false));
  }

  /** How many nodes are ready, of how many that are wanted: {@code 3/4}. */
  public static String ready(MetacenterStatus status) {
    List<ServiceStatus> services =
        status.entries().stream().flatMap(e -> services(e).stream()).toList();
    return services.stream().mapToLong(ServiceStatus::ready).sum()
        + "/"
        + services.stream().mapToLong(ServiceStatus::desired).sum();
  }

  private static void addEntry(EntryStatus entry, Table clusters, Table nodes) {
    String datacenter = entry.assigned().map(StatusView::datacenter).orElse("");
    List<ServiceStatus> services = services(entry);
    if (services.isEmpty()) {
      clusters.row("@" + entry.entry(), datacenter, "", "");
    }
    for (ServiceStatus service : services) {
      List<PublicAddress> addresses = service.addresses();
      clusters.row(
          cluster(service, entry),
          datacenter,
          count(service),
          String.join(" ", addresses.stream().map(PublicAddress::text).toList()));
      for (NodeStatus node : service.nodes()) {
        nodes.row(
            node.id().toString(),
            cluster(service, entry),
            node.state().name().toLowerCase(Locale.ROOT),
            node.detail());
      }
    }
  }

  private static List<String> troubles(MetacenterStatus status) {
    List<String> troubles = new ArrayList<>();
    for (EntryStatus entry : status.entries()) {
      if (entry.assigned().isPresent() && !entry.reachable()) {
        troubles.add(entry.entry() + ": the datacenter does not answer; this is as it last told");
      }
      entry
          .status()
          .flatMap(DeploymentStatus::trouble)
          .ifPresent(t -> troubles.add(entry.entry() + ": " + Words.line(t, 500)));
      for (ServiceStatus service : services(entry)) {
        service
            .waiting()
            .ifPresent(w -> troubles.add(cluster(service, entry) + ": " + Words.line(w, 500)));
      }
    }
    return troubles;
  }

  private static String datacenter(Assigned assigned) {
    return assigned.name() + (assigned.simulated() ? " (simulated)" : "");
  }

  private static String cluster(ServiceStatus service, EntryStatus entry) {
    return service.name() + "@" + entry.entry();
  }

  private static String count(ServiceStatus service) {
    return service.ready() + "/" + service.desired();
  }

  private static List<ServiceStatus> services(EntryStatus entry) {
    return entry.status().map(DeploymentStatus::services).orElse(List.of());
  }

  /** An hour, of all entries whose cost is known. */
  public static Optional<Price> cost(MetacenterStatus status) {
    return status.entries().stream().flatMap(e -> e.cost().stream()).reduce(Price::plus);
  }

  /** All of it for a program. */
  public static Data data(MetacenterStatus status) {
    Data.Builder data =
        Data.fields()
            .add("name", status.name())
            .add("id", status.deployment().value())
            .add("revision", status.revision())
            .add("phase", phase(status.phase()))
            .addIfAny("reason", status.reason());
    cost(status).ifPresent(c -> data.add("microDollarsPerHour", c.microDollarsPerHour()));
    return data.add("datacenters", Data.items(status.entries(), StatusView::data)).build();
  }

  private static Data data(EntryStatus entry) {
    Data.Builder data =
        Data.fields()
            .add("entry", entry.entry().value())
            .add("region", entry.region().text())
            .add("reachable", entry.reachable());
    entry
        .assigned()
        .ifPresent(
            a ->
                data.add("id", a.id().value())
                    .add("name", a.name())
                    .add("simulated", a.simulated())
                    .add("epoch", a.epoch()));
    entry.cost().ifPresent(c -> data.add("microDollarsPerHour", c.microDollarsPerHour()));
    entry.status().ifPresent(s -> data.addIfAny("trouble", s.trouble()));
    return data.add("services", Data.items(services(entry), StatusView::data)).build();
  }

  private static Data data(ServiceStatus service) {
    return Data.fields()
        .add("name", service.name().value())
        .add("desired", service.desired())
        .add("ready", service.ready())
        .add("updated", service.updated())
        .addIfAny("waiting", service.waiting())
        .add("addresses", Data.items(service.addresses(), StatusView::data))
        .add("nodes", Data.items(service.nodes(), StatusView::data))
        .build();
  }

  private static Data data(PublicAddress address) {
    return Data.fields()
        .add("port", address.port())
        .add("protocol", address.protocol().text())
        .add("host", address.host())
        .add("publicPort", address.publicPort())
        .add("address", address.text())
        .build();
  }

  private static Data data(NodeStatus node) {
    return Data.fields()
        .add("id", node.id().toString())
        .add("state", node.state().name().toLowerCase(Locale.ROOT))
        .add("revision", node.revision())
        .add("detail", node.detail())
        .add("since", node.since().toString())
        .build();
  }
}
