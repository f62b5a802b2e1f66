package dev.photon.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.DatacenterName;
import dev.photon.config.EventType;
import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.config.Protocol;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.config.ServiceName;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.Lease.LeasedNodes;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MatchResult.Candidate;
import dev.photon.spi.api.MatchResult.EntryMatch;
import dev.photon.spi.api.MatchResult.Rejections;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.MetacenterStatus.Assigned;
import dev.photon.spi.api.MetacenterStatus.EntryStatus;
import dev.photon.spi.api.MetacenterStatus.Phase;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.NodeStatus;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.PublicAddress;
import dev.photon.spi.api.Relaxation;
import dev.photon.spi.api.ServiceStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final DeploymentId ID = new DeploymentId("shop-3f9a01bc");

  private static MetacenterStatus status(int ready) {
    NodeStatus node =
        new NodeStatus(
            new NodeId(ID, new ServiceName("web"), 0, 2),
            ready == 1 ? NodeState.READY : NodeState.STARTING,
            1,
            "started\u001b[31m",
            NOW);
    ServiceStatus web =
        new ServiceStatus(
            new ServiceName("web"),
            1,
            ready,
            ready,
            List.of(node),
            List.of(new PublicAddress(80, Protocol.HTTP, "127.0.0.1", 20080)),
            ready == 1 ? Optional.empty() : Optional.of("waits for db"),
            false);
    DeploymentStatus part =
        new DeploymentStatus(ID, 1, 1, false, Optional.of(NOW), List.of(web), Optional.empty());
    EntryStatus entry =
        new EntryStatus(
            new DatacenterName("westcoast"),
            Region.US_WEST,
            Optional.of(new Assigned(new DatacenterId("west-1"), "west", true, 1)),
            Optional.of(new Price(120_000)),
            ready == 1,
            Optional.of(part));
    return new MetacenterStatus(
        ID,
        "shop",
        1,
        ready == 1 ? Phase.READY : Phase.DEPLOYING,
        Optional.empty(),
        List.of(entry));
  }

  @Test
  void statusShowsClustersNodesAddressesAndCost() {
    assertThat(StatusView.text(status(1), Style.PLAIN))
        .isEqualTo(
            """
            shop (shop-3f9a01bc), revision 1: ready, 0.12 USD/h

            CLUSTER        DATACENTER        READY  ADDRESS
            web@westcoast  west (simulated)  1/1    http://127.0.0.1:20080/

            NODE                   CLUSTER        STATE  DETAIL
            shop-3f9a01bc/web/0#2  web@westcoast  ready  started [31m
            """);
  }

  @Test
  void statusSaysWhatAServiceWaitsFor() {
    assertThat(StatusView.text(status(0), Style.PLAIN))
        .contains("0/1", "starting", "web@westcoast: waits for db", "does not answer");
  }

  @Test
  void statusIsDataForPrograms() {
    assertThat(OutputFormat.YAML.write(StatusView.data(status(1))))
        .contains("phase: ready\n", "simulated: true\n", "microDollarsPerHour: 120000\n");
  }

  @Test
  void progressRedrawsOneLineOnATerminalOnly() {
    String terminal = progress(new Console.Terminals(true, true, true));
    String pipe = progress(Console.Terminals.NONE);

    assertThat(terminal).contains("\r\u001b[2K").endsWith("\r\u001b[2K");
    assertThat(pipe)
        .isEqualTo(
            """
            asking
            deploying: web@westcoast 0/1
            cluster.created  web@westcoast is there
            ready: web@westcoast 1/1
            """);
  }

  private static String progress(Console.Terminals terminals) {
    var err = new ByteArrayOutputStream();
    Console console = Consoles.keeping(err, Map.of("NO_COLOR", "1"), terminals);
    try (ProgressView view = ProgressView.on(console)) {
      view.step("asking");
      view.step("asking");
      view.status(status(0));
      view.status(status(0));
      view.event(
          new Event(
              1,
              NOW,
              EventType.CLUSTER_CREATED,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              "web@westcoast is there"));
      view.status(status(1));
    }
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void searchShowsCandidatesOrWhyThereAreNone() {
    Resources size = new Resources(1500, 1L << 30, 1L << 30);
    Offer offer =
        new Offer(
            new DatacenterId("west-1"),
            "west",
            Region.US_WEST,
            Lifetime.LONG,
            new PriceList.PerUnit(1, 1, 1),
            new Capacity(size, size, size),
            1,
            NOW,
            Endpoint.of("west.example.com", 7402),
            true);
    Candidate candidate = new Candidate(offer, Map.of(), new Price(120_000));
    DatacenterName entry = new DatacenterName("westcoast");
    EntryMatch found =
        new EntryMatch(
            entry,
            Optional.of(candidate),
            List.of(candidate),
            new Rejections(1, 0, 0, 0, 0),
            Optional.empty(),
            Optional.empty());
    EntryMatch missed =
        new EntryMatch(
            entry,
            Optional.empty(),
            List.of(),
            new Rejections(3, 2, 0, 0, 1),
            Optional.of("the cheapest costs 0.14, your max-price is 0.12"),
            Optional.of(
                new Relaxation(
                    Relaxation.Kind.MAX_PRICE,
                    Optional.of(ProfileName.of("small")),
                    "0.12",
                    "0.14",
                    1)));

    assertThat(MatchView.text(new MatchResult(List.of(found)), Style.PLAIN))
        .isEqualTo(
            """
            ENTRY      DATACENTER        REGION   USD/H  FREE CPU  FREE MEMORY  CHOSEN
            westcoast  west (simulated)  us-west  0.12   1500m     1024 MiB     yes

            the best assignment costs 0.12 USD/h, 87.60 USD a month
            """);
    assertThat(MatchView.text(new MatchResult(List.of(missed)), Style.PLAIN))
        .isEqualTo(
            """
            there is no assignment of distinct datacenters to all entries
              westcoast: 0 of 3 offers fit; 2 fell to region, 1 fell to price; the cheapest costs 0.14, your max-price is 0.12
                max-price of small 0.12 → 0.14 admits 1 datacenter
            """);
  }

  @Test
  void leasesAreShownWithWhatTheyCost() {
    Lease lease =
        new Lease(
            new LeaseId(ID, 2),
            new DatacenterId("west-1"),
            new DatacenterName("westcoast"),
            Lease.State.OPEN,
            4,
            List.of(
                new LeasedNodes(
                    new ProfileName("small"),
                    Lifetime.LONG,
                    new Resources(500, 512L << 20, 1L << 30),
                    3,
                    new Price(120_000))),
            NOW,
            Optional.of(NOW.plusSeconds(600)),
            Optional.empty(),
            Optional.empty());
    assertThat(LeasesView.text(List.of(lease, lease), Style.PLAIN))
        .isEqualTo(
            """
            LEASE            ENTRY      DATACENTER  STATE  NODES                                      USD/H  SINCE
            shop-3f9a01bc/2  westcoast  west-1      open   3 of small (500m cpus, 512MiB, 1GiB disk)  0.36   2026-11-22T12:00:00Z
            shop-3f9a01bc/2  westcoast  west-1      open   3 of small (500m cpus, 512MiB, 1GiB disk)  0.36   2026-11-22T12:00:00Z

            together 0.72 USD/h
            """);
    assertThat(LeasesView.text(List.of(), Style.PLAIN)).isEqualTo("no leases\n");
    assertThat(JsonText.of(LeasesView.data(List.of(lease))))
        .contains(
            "\"epoch\": 2",
            "\"state\": \"open\"",
            "\"microDollarsPerHour\": 360000",
            "\"microDollarsPerHour\": 120000",
            "\"until\": \"2026-11-22T12:10:00Z\"");
  }
}
