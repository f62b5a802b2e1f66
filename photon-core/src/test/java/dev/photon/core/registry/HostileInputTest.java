package dev.photon.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.config.DatacenterName;
import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.core.registry.RegistryWorld.Account;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterReport.HeldLease;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.HostReport;
import dev.photon.spi.api.HostReport.Hosted;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseRequest;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MetacenterPlace;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.PriceList.Flavour;
import dev.photon.spi.api.ProfileRequirement;
import dev.photon.spi.api.RegistryApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller who means harm sends: refused with words, without effect on anybody else. */
class HostileInputTest {
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // made anew before each test
  private RegistryWorld world;

  @SuppressWarnings("NullAway.Init")
  private Account ada;

  @BeforeEach
  void open() {
    world = new RegistryWorld(folder);
    ada = world.account("ada@example.org");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static void invalid(String what, Runnable call) {
    assertThatThrownBy(call::run)
        .as(what)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.status()).isEqualTo(Status.INVALID));
  }

  @Test
  void emailsThatAreNone() {
    KeyProof proof = world.proof();
    for (String email :
        List.of(
            "ada",
            "@example.org",
            "ada@",
            "ada@@example.org",
            "ada @example.org",
            "ada@exam ple.org",
            "ada@example..org",
            "ada@example.org\nBcc: all@example.org",
            "ada@example.org\u0000",
            "\u202eada@example.org",
            "\"ada\"@example.org",
            "a".repeat(65) + "@example.org",
            "<script>@example.org")) {
      invalid(
          email,
          () -> world.anonymous().accountCreate(world.key(), new AccountRequest(email, proof)));
    }
    for (String email : List.of("ada@localhost", "a.b+c@sub.example.org", "o'hara@example.org")) {
      world.anonymous().accountCreate(world.key(), new AccountRequest(email, world.proof()));
    }
  }

  @Test
  void offersOutOfBounds() {
    DatacenterId west = world.datacenter(ada, "west").id();
    RegistryApi agent = world.as(world.agent(west));
    Offer good = world.offer(west, "west", 5);
    agent.datacenterUpdate(DatacenterReport.of(good));
    Resources one = new Resources(1, 1, 1);
    Resources two = new Resources(2, 2, 2);
    Resources most = new Resources(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    Flavour flavour = new Flavour("small", one, Price.ZERO);
    List<UnaryOperator<Offer>> hostile =
        List.of(
            o -> Offers.until(o, world.runtime.now()),
            o -> Offers.until(o, java.time.Instant.MIN),
            o -> Offers.numbered(o, -1),
            o -> Offers.named(o, "best"),
            o -> Offers.in(o, Region.EU_WEST),
            o -> Offers.at(o, Endpoint.of("localhost", 0)),
            o -> Offers.at(o, Endpoint.of("local\nhost", 1)),
            o -> Offers.with(o, new Capacity(most, most, most)),
            o -> Offers.with(o, new Capacity(one, two, one)),
            o -> Offers.with(o, new Capacity(one, one, two)),
            o -> Offers.priced(o, new PriceList.PerUnit(Long.MAX_VALUE, 0, 0)),
            o -> Offers.priced(o, new PriceList.PerUnit(0, Long.MAX_VALUE, 0)),
            o -> Offers.priced(o, new PriceList.PerUnit(0, 0, Long.MAX_VALUE)),
            o -> Offers.priced(o, new PriceList.Flavours(List.of())),
            o -> Offers.priced(o, flavours(flavour, flavour)),
            o -> Offers.priced(o, flavours(new Flavour("", one, Price.ZERO))),
            o -> Offers.priced(o, flavours(new Flavour("a\u001b[2J", one, Price.ZERO))),
            o -> Offers.priced(o, flavours(new Flavour("a", most, Price.ZERO))),
            o -> Offers.priced(o, flavours(new Flavour("a", one, new Price(Long.MAX_VALUE)))),
            o -> Offers.priced(o, new PriceList.Flavours(Collections.nCopies(1_001, flavour))));
    for (int i = 0; i < hostile.size(); i++) {
      Offer bad = hostile.get(i).apply(Offers.numbered(good, 6));
      invalid("offer " + i, () -> agent.datacenterUpdate(DatacenterReport.of(bad)));
    }
    assertThat(ada.api().accountDatacenters().get(0).offeredUntil()).contains(good.expires());
    agent.datacenterUpdate(
        DatacenterReport.of(
            Offers.until(Offers.numbered(good, Long.MAX_VALUE), java.time.Instant.MAX)));
  }

  private static PriceList flavours(Flavour... flavours) {
    return new PriceList.Flavours(List.of(flavours));
  }

  @Test
  void questionsToTheMarketOutOfBounds() {
    ProfileRequirement profile =
        new ProfileRequirement(
            new ProfileName("p"), Lifetime.SHORT, Resources.NONE, 1, Optional.empty());
    ProfileRequirement negative =
        new ProfileRequirement(
            new ProfileName("p"), Lifetime.SHORT, Resources.NONE, -1, Optional.empty());
    List<MatchRequest> hostile =
        List.of(
            new MatchRequest(List.of(), Set.of()),
            new MatchRequest(List.of(entry("w", profile), entry("w", profile)), Set.of()),
            new MatchRequest(List.of(entry("w", profile, profile)), Set.of()),
            new MatchRequest(List.of(entry("w", negative)), Set.of()),
            new MatchRequest(
                IntStream.range(0, 1_001).mapToObj(i -> entry("w" + i, profile)).toList(),
                Set.of()),
            new MatchRequest(
                List.of(entry("w", profile)),
                IntStream.range(0, 10_001)
                    .mapToObj(i -> new DatacenterId("d" + i))
                    .collect(java.util.stream.Collectors.toSet())));
    for (int i = 0; i < hostile.size(); i++) {
      MatchRequest bad = hostile.get(i);
      invalid("question " + i, () -> ada.api().datacenterMatch(bad));
    }
  }

  private static DatacenterRequirement entry(String name, ProfileRequirement... profiles) {
    return new DatacenterRequirement(new DatacenterName(name), Region.US_WEST, List.of(profiles));
  }

  private static void impossible(String what, Runnable made) {
    assertThatThrownBy(made::run).as(what).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void leasesOutOfBounds() {
    DatacenterId west = world.datacenter(ada, "west").id();
    RegistryApi agent = world.as(world.agent(west));
    agent.datacenterUpdate(DatacenterReport.of(world.offer(west, "west", 5)));
    DeploymentId shop = ada.api().metacenterCreate(world.key(), world.deployment("shop")).id();
    RegistryApi metacenter = world.as(world.metacenter(shop));
    LeaseId id = new LeaseId(shop, 1);
    LeaseRequest good = world.lease(id, west, 1);

    for (Duration hold :
        List.of(Duration.ZERO, Duration.ofSeconds(-1), LeaseRequest.MOST.plusMillis(1))) {
      impossible("" + hold, () -> new LeaseRequest(id, west, good.asked(), 1, hold));
    }
    impossible("revision", () -> new LeaseRequest(id, west, good.asked(), -1, good.hold()));
    impossible("epoch 0", () -> new LeaseId(shop, 0));
    impossible("epoch", () -> new LeaseId(shop, Long.MIN_VALUE));
    impossible("an id", () -> LeaseId.parse("shop/1/2"));
    impossible("a long id", () -> LeaseId.parse("shop/9999999999999999999"));

    Resources one = new Resources(1, 1, 1);
    Resources most = new Resources(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    Resources large = new Resources(1L << 39, 1L << 59, 1L << 59);
    Map<DatacenterRequirement, Status> hostile = new LinkedHashMap<>();
    hostile.put(entry("coast", profile("p", one, 1), profile("p", one, 1)), Status.INVALID);
    hostile.put(entry("coast", profile("p", one, -1)), Status.INVALID);
    hostile.put(entry("coast", profile("p", most, 1)), Status.INVALID);
    hostile.put(
        entry(
            "coast",
            IntStream.range(0, 1_001)
                .mapToObj(i -> profile("p" + i, one, 1))
                .toArray(ProfileRequirement[]::new)),
        Status.INVALID);
    hostile.put(entry("coast", profile("p", large, Integer.MAX_VALUE)), Status.EXHAUSTED);
    hostile.put(entry("coast", profile("p", large, 1)), Status.EXHAUSTED);
    hostile.put(entry("coast", profile("p", one, Integer.MAX_VALUE)), Status.EXHAUSTED);
    hostile.put(
        new DatacenterRequirement(good.asked().entry(), Region.EU_WEST, good.asked().profiles()),
        Status.CONFLICT);
    hostile.forEach(
        (asked, status) ->
            RegistryWorld.refusedWith(
                status,
                () ->
                    metacenter.leaseOpen(
                        world.key(), new LeaseRequest(id, west, asked, 1, good.hold()))));
    LeaseId other = new LeaseId(new DeploymentId("blog"), 1);
    RegistryWorld.refusedWith(
        Status.NOT_FOUND, () -> metacenter.leaseOpen(world.key(), world.lease(other, west, 1)));
    RegistryWorld.refusedWith(
        Status.NOT_FOUND,
        () -> metacenter.leaseOpen(world.key(), world.lease(id, new DatacenterId("nowhere"), 1)));

    HeldLease huge = new HeldLease(id, most, false);
    invalid(
        "held",
        () ->
            agent.datacenterUpdate(
                new DatacenterReport(world.offer(west, "west", 6), List.of(huge))));
    impossible(
        "held often",
        () -> new DatacenterReport(world.offer(west, "west", 6), Collections.nCopies(1_001, huge)));
    assertThat(ada.api().leaseList(Optional.empty())).isEmpty();
    assertThat(metacenter.leaseOpen(world.key(), good).reserved())
        .as("nothing of it was kept")
        .isEqualTo(new Resources(1_000, 1L << 30, 1L << 30));
  }

  private static ProfileRequirement profile(String name, Resources size, int nodes) {
    return new ProfileRequirement(
        new ProfileName(name), Lifetime.SHORT, size, nodes, Optional.empty());
  }

  @Test
  void reportsOutOfBounds() throws Exception {
    Account host = world.host();
    var request = world.deployment("shop");
    DeploymentId id = ada.api().metacenterCreate(world.key(), request).id();
    Hosted good = world.launch(host, id, ada.id(), request.ownerKey());
    MetacenterPlace place = good.place();
    Endpoint here = Endpoint.of("localhost", 7444);
    List<HostReport> hostile =
        List.of(
            new HostReport(Optional.empty(), Endpoint.of("localhost", 0), List.of()),
            new HostReport(Optional.empty(), Endpoint.of("a b", 1), List.of()),
            report(here, new Hosted(id, new MetacenterPlace(here, List.of()))),
            report(
                here,
                new Hosted(
                    id,
                    new MetacenterPlace(here, Collections.nCopies(9, place.ownerChain().get(0))))),
            report(
                here,
                new Hosted(
                    id, new MetacenterPlace(Endpoint.of("localhost", 0), place.ownerChain()))),
            new HostReport(
                Optional.empty(), here, Collections.nCopies(Hosts.MOST_HOSTED + 1, good)));
    for (int i = 0; i < hostile.size(); i++) {
      HostReport bad = hostile.get(i);
      invalid("report " + i, () -> host.api().metacenterHostUpdate(bad));
    }
    assertThat(ada.api().accountMetacenters().get(0).endpoint()).isEmpty();
  }

  private static HostReport report(Endpoint endpoint, Hosted hosted) {
    return new HostReport(Optional.empty(), endpoint, List.of(hosted));
  }

  @Test
  void aHostCannotSpeakForMetacentersOfAnother() throws Exception {
    Account host = world.host();
    var request = world.deployment("shop");
    DeploymentId id = ada.api().metacenterCreate(world.key(), request).id();
    Hosted good = world.launch(host, id, ada.id(), request.ownerKey());
    host.api().metacenterHostUpdate(RegistryWorld.report(Optional.empty(), good));
    Account eve = world.account("eve@example.org");
    Hosted stolen =
        new Hosted(
            id, new MetacenterPlace(Endpoint.of("evil.example", 1), good.place().ownerChain()));
    assertThat(
            eve.api()
                .metacenterHostUpdate(
                    RegistryWorld.report(Optional.of(world.registry().enrolToken()), stolen))
                .remove())
        .containsExactly(id);
    assertThat(ada.api().accountMetacenters().get(0).endpoint().map(Endpoint::host))
        .contains("localhost");
  }

  @Test
  void namesThatLeaveNoRoomForAnId() {
    KeyProof proof = world.proof();
    invalid(
        "name",
        () ->
            ada.api()
                .datacenterCreate(
                    world.key(), new DatacenterRequest("a".repeat(55), Region.US_WEST, proof)));
    DatacenterId longest =
        ada.api()
            .datacenterCreate(
                world.key(), new DatacenterRequest("a".repeat(54), Region.US_WEST, proof))
            .id();
    assertThat(longest.value()).hasSize(63);
  }
}
