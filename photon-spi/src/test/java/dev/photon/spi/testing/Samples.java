package dev.photon.spi.testing;

import dev.photon.config.DatacenterName;
import dev.photon.config.EventType;
import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.config.Protocol;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.config.ServiceName;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.EncodedRevocations;
import dev.photon.crypto.Keys;
import dev.photon.crypto.SigningRequest;
import dev.photon.spi.api.AcceptedAccess;
import dev.photon.spi.api.Access;
import dev.photon.spi.api.AccessRequest;
import dev.photon.spi.api.AccountGrant;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DatacenterGrant;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterInstructions;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.DatacenterSummary;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.HostInstructions;
import dev.photon.spi.api.HostReport;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseRequest;
import dev.photon.spi.api.LeaseUse;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MetacenterGrant;
import dev.photon.spi.api.MetacenterPlace;
import dev.photon.spi.api.MetacenterRequest;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.MetacenterSummary;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.NodeStatus;
import dev.photon.spi.api.NodeTemplate;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.NotifyResult;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.Port;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.ProfileRequirement;
import dev.photon.spi.api.PublicAddress;
import dev.photon.spi.api.Relaxation;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revision;
import dev.photon.spi.api.RevisionReceipt;
import dev.photon.spi.api.Revoking;
import dev.photon.spi.api.Right;
import dev.photon.spi.api.Rollout;
import dev.photon.spi.api.ServiceStatus;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageQuery;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** One value of every kind that the APIs carry, with all of its parts; and every enum constant. */
final class Samples {
  private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123456789Z");
  private static final Resources SIZE = new Resources(1500, 3L << 30, 40_000_000_000L);
  private static final DeploymentId SHOP = new DeploymentId("shop-3f9a01bc");
  private static final DatacenterId WEST = new DatacenterId("west-00aa11bb");
  private static final DatacenterName COAST = DatacenterName.of("coast");
  private static final ServiceName WEB = ServiceName.of("web");
  private static final ServiceName DB = ServiceName.of("db");
  private static final ProfileName SMALL = ProfileName.of("small");

  private final Hierarchy hierarchy;
  private final Credentials owner;
  private final KeyProof proof;
  private volatile MetacenterStatus.Phase phase = MetacenterStatus.Phase.DEGRADED;

  Samples(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
    this.owner = hierarchy.credentials(hierarchy.metacenterAccount("shop", "owner"));
    this.proof = new KeyProof(SigningRequest.create(Keys.generate(), nonce().bytes()), nonce());
  }

  RequestKey key() {
    return new RequestKey("the key / ☃ " + "k".repeat(50));
  }

  Nonce nonce() {
    return new Nonce("0123456789abcdef".repeat(4));
  }

  List<X509Certificate> chain() {
    return owner.chain();
  }

  KeyProof proof() {
    return proof;
  }

  DeploymentId deployment() {
    return SHOP;
  }

  DatacenterId datacenter() {
    return WEST;
  }

  AccountRequest accountRequest() {
    return new AccountRequest("ada@example.org", proof, Optional.of("4711 0815"));
  }

  AccountGrant accountGrant() {
    return new AccountGrant(new AccountId("a-1"), chain());
  }

  AccountId account() {
    return new AccountId("a-1");
  }

  Revoking revoking() {
    return new Revoking("its key was stolen", Optional.of("0123"));
  }

  Revoking revokingOwn() {
    return new Revoking("it is over", Optional.empty());
  }

  Optional<EncodedRevocations> revocationList() {
    return Optional.of(new EncodedRevocations(new byte[] {48, 3, 2, 1, -1}, chain()));
  }

  Access access() {
    return new Access("bob@example.org", Right.VIEW, TIME, Optional.empty());
  }

  List<Access> accesses() {
    return List.of(
        access(), new Access("eve@example.org", Right.OPERATE, TIME, Optional.of(account())));
  }

  AccessRequest accessRequest() {
    return new AccessRequest(
        "bob@example.org", Right.OPERATE, Duration.ofHours(8), "0f".repeat(32));
  }

  AcceptedAccess acceptedAccess() {
    return new AcceptedAccess("shop", access(), chain());
  }

  List<MetacenterSummary> metacenterSummaries() {
    return List.of(
        new MetacenterSummary(SHOP, "shop", TIME, Optional.of(endpoint())),
        new MetacenterSummary(new DeploymentId("b"), "blog", Instant.EPOCH, Optional.empty()));
  }

  List<DatacenterSummary> datacenterSummaries() {
    return Arrays.stream(Region.values())
        .map(
            region ->
                new DatacenterSummary(
                    WEST,
                    "the " + region,
                    region,
                    region == Region.LOCAL ? Optional.empty() : Optional.of(TIME)))
        .toList();
  }

  MetacenterRequest metacenterRequest() {
    return new MetacenterRequest("shop", proof);
  }

  MetacenterGrant metacenterGrant() {
    return new MetacenterGrant(SHOP, Optional.of(place()));
  }

  HostReport hostReport() {
    return new HostReport(
        Optional.of("sesame"), endpoint(), List.of(new HostReport.Hosted(SHOP, place())));
  }

  HostInstructions hostInstructions() {
    return new HostInstructions(
        List.of(new HostInstructions.Launch(SHOP, "shop", new AccountId("a-1"), proof)),
        Set.of(new DeploymentId("old-1"), new DeploymentId("old-2")));
  }

  DatacenterRequest datacenterRequest() {
    return new DatacenterRequest("west", Region.US_WEST, proof);
  }

  DatacenterGrant datacenterGrant() {
    return new DatacenterGrant(WEST, chain());
  }

  Offer offer() {
    return offer(new PriceList.PerUnit(1, 2, Long.MAX_VALUE), Lifetime.LONG);
  }

  private Offer offer(PriceList prices, Lifetime commitment) {
    return new Offer(
        WEST,
        "West & Söhne",
        Region.EU_CENTRAL,
        commitment,
        prices,
        new Capacity(SIZE.times(9), SIZE.times(3), SIZE),
        Long.MAX_VALUE,
        TIME,
        new Endpoint("2001:db8::1", 65_535, Optional.of(hierarchy.agent("west"))),
        true);
  }

  LeaseId leaseId() {
    return new LeaseId(SHOP, Long.MAX_VALUE);
  }

  LeaseRequest leaseRequest() {
    return new LeaseRequest(
        leaseId(), WEST, matchRequest().entries().get(0), 7, Duration.ofMinutes(10));
  }

  List<Lease> leases() {
    List<Lease.LeasedNodes> nodes =
        Arrays.stream(Lifetime.values())
            .map(
                lifetime ->
                    new Lease.LeasedNodes(
                        ProfileName.of(lifetime.text()), lifetime, SIZE, 3, new Price(120_000)))
            .toList();
    return Arrays.stream(Lease.State.values())
        .map(
            state ->
                new Lease(
                    leaseId(),
                    WEST,
                    COAST,
                    state,
                    7,
                    state == Lease.State.OPEN ? nodes : List.of(),
                    TIME,
                    state == Lease.State.OPEN ? Optional.of(TIME) : Optional.empty(),
                    state == Lease.State.CLOSED ? Optional.of(TIME) : Optional.empty(),
                    state == Lease.State.CLOSED ? Optional.of("it is over ☃") : Optional.empty()))
        .toList();
  }

  List<LeaseUse> leaseUses() {
    Instant minute = Instant.parse("2026-03-01T12:07:00Z");
    return List.of(
        new LeaseUse(leaseId(), minute, Map.of(SMALL, 60_000_000_000L, ProfileName.of("idle"), 0L)),
        new LeaseUse(new LeaseId(SHOP, 1), minute.plus(LeaseUse.MINUTE), Map.of()));
  }

  UsageQuery usageQuery() {
    return new UsageQuery(
        TIME, TIME.plusNanos(1), Optional.of(new UsageQuery.Position(leaseId(), Long.MAX_VALUE)));
  }

  List<UsageEntry> usageEntries() {
    Instant hour = Instant.parse("2026-03-01T12:00:00Z");
    List<UsageEntry.Charge> charges =
        List.of(
            new UsageEntry.Charge(SMALL, new Price(120_000), Long.MAX_VALUE, 3_600_001, 3_600_000),
            new UsageEntry.Charge(ProfileName.of("idle"), Price.ZERO, 0, 1, 0));
    return List.of(
        usageEntry(1, hour, charges, 120_000, UsageEntry.NONE, "0123456789abcdef".repeat(4)),
        usageEntry(
            Long.MAX_VALUE, hour.plusSeconds(61), List.of(), 0, "f0".repeat(32), "a".repeat(64)));
  }

  private UsageEntry usageEntry(
      long sequence,
      Instant from,
      List<UsageEntry.Charge> charges,
      long charged,
      String previous,
      String hash) {
    return new UsageEntry(
        account(),
        new AccountId("b-2"),
        leaseId(),
        WEST,
        COAST,
        sequence,
        from,
        from.plus(LeaseUse.MINUTE),
        charges,
        charged,
        sequence == 1,
        previous,
        hash);
  }

  DatacenterReport datacenterReport() {
    return new DatacenterReport(
        offer(),
        List.of(
            new DatacenterReport.HeldLease(leaseId(), SIZE, false),
            new DatacenterReport.HeldLease(new LeaseId(SHOP, 1), Resources.NONE, true)));
  }

  DatacenterInstructions datacenterInstructions() {
    return new DatacenterInstructions(Set.of(leaseId(), new LeaseId(SHOP, 1)));
  }

  MatchRequest matchRequest() {
    List<ProfileRequirement> profiles =
        Arrays.stream(Lifetime.values())
            .map(
                lifetime ->
                    new ProfileRequirement(
                        ProfileName.of(lifetime.text()),
                        lifetime,
                        SIZE,
                        3,
                        lifetime == Lifetime.SHORT ? Optional.empty() : price(120_000)))
            .toList();
    return new MatchRequest(
        List.of(
            new DatacenterRequirement(COAST, Region.US_WEST, profiles),
            new DatacenterRequirement(DatacenterName.of("b"), Region.LOCAL, List.of())),
        Set.of(WEST, new DatacenterId("east")),
        MatchRequest.Detail.CHOICE);
  }

  MatchResult matchResult() {
    var flavours =
        new PriceList.Flavours(List.of(new PriceList.Flavour("m1.small", SIZE, new Price(7))));
    var dear =
        new MatchResult.Candidate(
            offer(flavours, Lifetime.SHORT), Map.of(SMALL, new Price(140_000)), Price.ZERO);
    var cheap =
        new MatchResult.Candidate(
            offer(), Map.of(SMALL, new Price(1), ProfileName.of("big"), Price.ZERO), new Price(9));
    return new MatchResult(
        List.of(
            new MatchResult.EntryMatch(
                COAST,
                Optional.of(cheap),
                List.of(cheap, dear),
                new MatchResult.Rejections(12, 1, 2, 3, 4),
                Optional.of("the cheapest costs 0.14, your max-price is 0.12"),
                Optional.of(
                    new Relaxation(
                        Relaxation.Kind.MAX_PRICE, Optional.of(SMALL), "0.12", "0.14", 1))),
            new MatchResult.EntryMatch(
                DatacenterName.of("b"),
                Optional.empty(),
                List.of(),
                new MatchResult.Rejections(0, 0, 0, 0, 0),
                Optional.empty(),
                Optional.of(
                    new Relaxation(
                        Relaxation.Kind.REGION, Optional.empty(), "local", "us-west", 3)))));
  }

  DesiredDeployment desired() {
    List<Port> ports =
        List.of(
            new Port(80, Protocol.HTTP, true, 8080),
            new Port(443, Protocol.HTTPS, true, 443),
            new Port(5432, Protocol.TCP, false, 5432));
    var template =
        new NodeTemplate(
            "registry.example/web:1@sha256:00",
            List.of("--verbose", "", "two words"),
            Map.of("PASSWORD", "s3cret ☃", "EMPTY", ""),
            SIZE,
            ports);
    var bare = new NodeTemplate("db", List.of(), Map.of(), Resources.NONE, List.of());
    return new DesiredDeployment(
        SHOP,
        7,
        Long.MAX_VALUE,
        List.of(
            new DesiredService(WEB, 1000, template, List.of(DB), new Rollout(5, 0)),
            new DesiredService(DB, 0, bare, List.of(), Rollout.DEFAULT)),
        Set.of(
            new Connection(WEB, DB, 5432, Protocol.TCP),
            new Connection(DB, WEB, 443, Protocol.HTTPS)),
        Set.of(DB, ServiceName.of("cache")));
  }

  DeploymentStatus deploymentStatus() {
    List<NodeStatus> nodes =
        Arrays.stream(NodeState.values())
            .map(
                state ->
                    new NodeStatus(
                        new NodeId(SHOP, WEB, state.name().length(), 2),
                        state,
                        7,
                        "is " + state,
                        TIME))
            .toList();
    return new DeploymentStatus(
        SHOP,
        7,
        3,
        true,
        Optional.of(TIME),
        List.of(
            new ServiceStatus(
                WEB,
                5,
                4,
                3,
                nodes,
                List.of(new PublicAddress(80, Protocol.HTTP, "west.example", 8080)),
                Optional.of("waits for db"),
                true),
            new ServiceStatus(DB, 0, 0, 0, List.of(), List.of(), Optional.empty(), false)),
        Optional.of("the engine does not answer"));
  }

  List<DeploymentId> deployments() {
    return List.of(SHOP);
  }

  Revision revision() {
    return new Revision("version: 0.1\nservices:\n  wéb: {image: ☃}\n");
  }

  RevisionReceipt receipt() {
    return new RevisionReceipt(8, 41);
  }

  /** The phase that the status tells from now on. */
  void phase(MetacenterStatus.Phase told) {
    phase = told;
  }

  MetacenterStatus metacenterStatus() {
    return new MetacenterStatus(
        SHOP,
        "shop",
        7,
        phase,
        Optional.of("coast does not answer"),
        List.of(
            new MetacenterStatus.EntryStatus(
                COAST,
                Region.US_WEST,
                Optional.of(new MetacenterStatus.Assigned(WEST, "West", true, 3)),
                price(99),
                true,
                Optional.of(deploymentStatus())),
            new MetacenterStatus.EntryStatus(
                DatacenterName.of("b"),
                Region.LOCAL,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty())));
  }

  List<NotifyResult> notifyResults() {
    return List.of(
        new NotifyResult("ops team", "webhook", true, ""),
        new NotifyResult("boss", "email", false, "no such mailbox"));
  }

  /** Events of every type, over and over. */
  List<Event> events(int count) {
    EventType[] types = EnumSet.allOf(EventType.class).toArray(EventType[]::new);
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i ->
                new Event(
                    i,
                    TIME.plusMillis(i),
                    types[i % types.length],
                    i % 2 == 0 ? Optional.of(COAST) : Optional.empty(),
                    i % 3 == 0 ? Optional.of(WEB) : Optional.empty(),
                    i % 3 == 0 ? Optional.of("shop/web/" + i + "#1") : Optional.empty(),
                    "event " + i + " ☃"))
        .toList();
  }

  private MetacenterPlace place() {
    return new MetacenterPlace(endpoint(), chain());
  }

  private Endpoint endpoint() {
    return Endpoint.of("mc.example", 7443).as(hierarchy.metacenter("shop"));
  }

  private static Optional<Price> price(long microDollars) {
    return Optional.of(new Price(microDollars));
  }
}
