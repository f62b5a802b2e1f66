package dev.photon.cli.view;

import dev.photon.config.Cluster;
import dev.photon.config.Connections;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Expose;
import dev.photon.config.Origin;
import dev.photon.config.Peer;
import dev.photon.config.Reach;
import dev.photon.config.ServiceName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Shows who may reach whom, and which line of the file says so. At most {@value #MOST} rows are
 * made, however many there are.
 */
public final class ConnectionsView {
  /** The most rows that are shown. */
  static final int MOST = 10_000;

  private static final Peer ANYONE = new Peer.Anyone();

  private final DeploymentConfig config;
  private final Connections connections;
  private final Function<String, Optional<Origin>> origins;
  private final Choice choice;

  /**
   * Which rows are wanted.
   *
   * @param service only those from and to it
   * @param all the pairs that may not connect, too, and the clusters that may because anyone may
   */
  public record Choice(Optional<ServiceName> service, boolean all) {}

  /** A question and its answer. */
  private record Pair(Peer from, Cluster to, Expose expose, Optional<Reach> reach) {
    static Pair allowed(Reach reach) {
      return new Pair(reach.from(), reach.to(), reach.rule().expose(), Optional.of(reach));
    }
  }

  /**
   * A view of one configuration.
   *
   * @param origins where in the files a path of the canonical document was written
   */
  public ConnectionsView(
      DeploymentConfig config, Function<String, Optional<Origin>> origins, Choice choice) {
    this.config = config;
    this.connections = Connections.of(config);
    this.origins = origins;
    this.choice = choice;
  }

  /** A table for a person, and a sentence below it. */
  public String text(Style style) {
    List<Pair> pairs = pairs().limit(MOST + 1L).toList();
    Table table = new Table("FROM", "TO", "PORT", "HOW", "RULE");
    for (Pair pair : pairs.subList(0, Math.min(MOST, pairs.size()))) {
      table.row(
          peer(pair.from()),
          peer(pair.to()),
          port(pair),
          pair.reach().map(r -> r.way().text()).orElse("refused"),
          pair.reach().map(this::rule).orElse(""));
    }
    return (table.isEmpty() ? "" : table.text(style) + "\n") + summary(pairs) + "\n";
  }

  private Stream<Pair> pairs() {
    return choice.all()
        ? allPairs()
        : connections.declared().filter(this::isAbout).map(Pair::allowed);
  }

  private boolean isAbout(Reach reach) {
    return isAbout(reach.to()) || isAbout(reach.from());
  }

  private boolean isAbout(Peer peer) {
    return choice.service().isEmpty()
        || (peer instanceof Cluster cluster && choice.service().get().equals(cluster.service()));
  }

  private Stream<Pair> allPairs() {
    List<Cluster> every = connections.clusters();
    List<Cluster> about = every.stream().filter(this::isAbout).toList();
    return every.stream()
        .flatMap(
            to ->
                exposes(to)
                    .flatMap(
                        expose ->
                            isAbout(to)
                                ? Stream.concat(Stream.of(ANYONE), every.stream())
                                    .map(from -> pair(from, to, expose))
                                : about.stream().map(from -> pair(from, to, expose))));
  }

  private Stream<Expose> exposes(Cluster cluster) {
    return Optional.ofNullable(config.services().get(cluster.service())).stream()
        .flatMap(service -> service.exposes().stream());
  }

  private Pair pair(Peer from, Cluster to, Expose expose) {
    return new Pair(from, to, expose, connections.between(from, to, expose.port()));
  }

  private String peer(Peer peer) {
    boolean empty = peer instanceof Cluster cluster && connections.nodes(cluster).orElse(0) == 0;
    return peer + (empty ? " (no nodes)" : "");
  }

  private static String port(Pair pair) {
    Expose expose = pair.expose();
    boolean moved =
        expose.outsidePort() != expose.port()
            && pair.reach().map(r -> r.way() == Reach.Way.PUBLIC).orElse(false);
    return expose.port()
        + " "
        + expose.proto().text()
        + (moved ? ", outside " + expose.outsidePort() : "");
  }

  private String rule(Reach reach) {
    String path = reach.rule().path();
    return origins.apply(path).map(o -> o.source() + ":" + o.line()).orElse(path);
  }

  private String summary(List<Pair> pairs) {
    String about = choice.service().map(s -> " from or to " + s).orElse("");
    if (pairs.size() > MOST) {
      return "only the first "
          + MOST
          + about
          + " are shown, there are more; "
          + (choice.service().isEmpty() ? "name a service to see its own" : "leave out --all");
    }
    long allowed = pairs.stream().filter(pair -> pair.reach().isPresent()).count();
    if (choice.all()) {
      return allowed + " of " + Words.count(pairs.size(), "pair") + about + " may connect";
    }
    if (allowed == 0) {
      return "no connection" + about + " is allowed";
    }
    boolean anyone = pairs.stream().anyMatch(pair -> pair.from().equals(ANYONE));
    return Words.count(allowed, "connection")
        + about
        + (allowed == 1 ? " is" : " are")
        + " allowed, nothing else"
        + (anyone ? "; anyone includes the clusters of this deployment" : "");
  }

  /** The same for a program. */
  public Data data() {
    List<Pair> pairs = pairs().limit(MOST + 1L).toList();
    List<Cluster> clusters =
        connections.clusters().stream().filter(this::isAbout).limit(MOST + 1L).toList();
    return Data.fields()
        .add("complete", pairs.size() <= MOST && clusters.size() <= MOST)
        .add("clusters", Data.items(clusters.stream().limit(MOST).toList(), this::data))
        .add("connections", Data.items(pairs.stream().limit(MOST).toList(), this::data))
        .build();
  }

  private Data data(Cluster cluster) {
    return Data.fields()
        .add("name", cluster.toString())
        .add("service", cluster.service().value())
        .add("datacenter", cluster.datacenter().value())
        .add("nodes", connections.nodes(cluster).orElse(0))
        .build();
  }

  private Data data(Pair pair) {
    Data.Builder data =
        Data.fields()
            .add("from", pair.from().toString())
            .add("to", pair.to().toString())
            .add("port", pair.expose().port())
            .add("protocol", pair.expose().proto().text())
            .add("outsidePort", pair.expose().outsidePort())
            .add("allowed", pair.reach().isPresent());
    pair.reach().ifPresent(reach -> addRule(data, reach));
    return data.build();
  }

  private void addRule(Data.Builder data, Reach reach) {
    data.add("how", reach.way().text()).add("rule", reach.rule().path());
    origins
        .apply(reach.rule().path())
        .ifPresent(
            o -> data.add("file", o.source()).add("line", o.line()).add("column", o.column()));
  }
}
