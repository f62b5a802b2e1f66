package dev.photon.cli.authorization;

import dev.photon.cli.authorization.Row.Attempt;
import dev.photon.cli.authorization.Row.Things;
import dev.photon.config.DatacenterName;
import dev.photon.config.EventType;
import dev.photon.config.Lifetime;
import dev.photon.config.ProfileName;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.config.ServiceName;
import dev.photon.crypto.Keys;
import dev.photon.crypto.SigningRequest;
import dev.photon.spi.api.AccessRequest;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import dev.photon.spi.api.HostReport;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseRequest;
import dev.photon.spi.api.LeaseUse;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.MetacenterRequest;
import dev.photon.spi.api.NodeTemplate;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.ProfileRequirement;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revision;
import dev.photon.spi.api.Revoking;
import dev.photon.spi.api.Right;
import dev.photon.spi.api.Rollout;
import dev.photon.spi.api.UsageQuery;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The calls of the three APIs with good requests: the rows of the table, those that end something
 * last. Every text that a request can carry is the secret.
 */
final class Rows {
  static final String SECRET = "canary-7c1f09";

  static final String DOCUMENT =
      """
      version: "0.1"
      services:
        web: {image: "web:1", depends-on: [db]}
        db:
          image: db:1
          env: {PASSWORD: SECRET}
          expose: [{port: 5432, to: [{service: web, global: true}]}]
      deployment:
        datacenters:
          coast:
            region: us-west
            profiles:
              small: {qos: {memory: 64MiB, cpu: 0.1}}
        services:
          web: {coast: {profile: small, nodes: 1}}
          db: {coast: {profile: small, nodes: 1}}
      notifications:
        - {name: SECRET, type: webhook, url: "https://127.0.0.1:9/SECRET", secret: SECRET}
      """
          .replace("SECRET", SECRET);

  /** Beyond those that the deployment's own metacenter gives. */
  static final long EPOCH = 50;

  private static final Resources NODE = new Resources(100, 64L << 20, 1L << 20);

  private static final EventSink UNHEARD =
      new EventSink() {
        @Override
        public void event(Event event) {}

        @Override
        public void ended(Optional<ApiException> cause) {}
      };

  private final AtomicInteger requests = new AtomicInteger();
  private final SecureRandom random = new SecureRandom();
  private final List<Row<?>> rows = new ArrayList<>();

  /** The rows so far, which are forgotten. */
  List<Row<?>> taken() {
    List<Row<?>> taken = List.copyOf(rows);
    rows.clear();
    return taken;
  }

  private <A> void add(Class<A> api, String call, Things about, Attempt<A> attempt) {
    rows.add(new Row<>(api, call, about, attempt));
  }

  private <A> void end(
      Class<A> api,
      String call,
      Things about,
      BiConsumer<A, Things> attempt,
      Predicate<Things> stillThere) {
    rows.add(
        new Row<>(
            api,
            call,
            about,
            (a, things) -> {
              attempt.accept(a, things);
              return "done";
            },
            stillThere));
  }

  private <A> void act(Class<A> api, String call, Things about, BiConsumer<A, Things> attempt) {
    end(api, call, about, attempt, things -> false);
  }

  private RequestKey key() {
    return new RequestKey(SECRET + "-" + requests.incrementAndGet());
  }

  private Nonce nonce() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Nonce.of(bytes);
  }

  private static KeyProof proof(Nonce nonce) {
    return new KeyProof(SigningRequest.create(Keys.generate(), nonce.bytes()), nonce);
  }

  void datacenter(Things about) {
    Class<DatacenterApi> api = DatacenterApi.class;
    act(api, "deploymentCreate", about, (a, t) -> a.deploymentCreate(key(), part(t, 1)));
    act(api, "deploymentUpdate", about, (a, t) -> a.deploymentUpdate(key(), part(t, 2)));
    add(api, "deploymentStatus", about, (a, t) -> a.deploymentStatus(t.deployment()));
    act(
        api,
        "deploymentEvents",
        about,
        (a, t) -> a.deploymentEvents(t.deployment(), 0, UNHEARD).close());
    add(api, "deploymentList", about, (a, t) -> a.deploymentList());
    act(api, "deploymentDelete", about, (a, t) -> a.deploymentDelete(key(), t.deployment(), EPOCH));
  }

  private static DesiredDeployment part(Things about, long revision) {
    var template =
        new NodeTemplate("db:1", List.of(SECRET), Map.of("PASSWORD", SECRET), NODE, List.of());
    var db = new DesiredService(ServiceName.of("db"), 1, template, List.of(), Rollout.DEFAULT);
    return new DesiredDeployment(
        about.deployment(), revision, EPOCH, List.of(db), Set.of(), Set.of());
  }

  void metacenter(Things about) {
    Class<MetacenterApi> api = MetacenterApi.class;
    String email = SECRET + "@example.com";
    Duration hour = Duration.ofHours(1);
    add(api, "status", about, (a, t) -> a.status());
    act(api, "events", about, (a, t) -> a.events(0, UNHEARD).close());
    add(api, "accessRenew", about, (a, t) -> a.accessRenew(key(), proof(nonce())));
    add(api, "update", about, (a, t) -> a.update(key(), new Revision(DOCUMENT)));
    add(
        api,
        "notifyTargets",
        about,
        (a, t) -> a.notifyTargets(key(), Optional.of(SECRET), EventType.DEPLOY_BEGIN));
    add(
        api,
        "accessGrant",
        about,
        (a, t) -> a.accessGrant(key(), AccessRequest.of(email, Right.VIEW, hour, nonce())));
    add(api, "accessList", about, (a, t) -> a.accessList());
    act(api, "accessRevoke", about, (a, t) -> a.accessRevoke(key(), email));
    add(api, "accessAccept", about, (a, t) -> a.accessAccept(key(), proof(nonce())));
    add(
        api,
        "registerService",
        about,
        (a, t) ->
            a.registerService(
                key(), ServiceName.of("db"), DatacenterName.of("coast"), proof(nonce())));
    act(api, "delete", about, (a, t) -> a.delete(key()));
  }

  /**
   * The registry's, but those that end something.
   *
   * @param drawn gives what a key is proven over
   */
  void registry(Things about, RegistryApi drawn) {
    Class<RegistryApi> api = RegistryApi.class;
    String email = SECRET + "@example.com";
    var match = new DatacenterRequirement(DatacenterName.of("coast"), Region.US_WEST, List.of());
    add(api, "nonce", about, (a, t) -> a.nonce());
    add(api, "revocationList", about, (a, t) -> a.revocationList(RegistryApi.NO_LIST));
    add(
        api,
        "accountCreate",
        about,
        (a, t) -> a.accountCreate(key(), new AccountRequest(email, proof(drawn.nonce()))));
    add(api, "accountMetacenters", about, (a, t) -> a.accountMetacenters());
    add(api, "accountDatacenters", about, (a, t) -> a.accountDatacenters());
    add(api, "accountRenew", about, (a, t) -> a.accountRenew(key(), proof(drawn.nonce())));
    add(
        api,
        "datacenterMatch",
        about,
        (a, t) -> a.datacenterMatch(new MatchRequest(List.of(match), Set.of())));
    add(
        api,
        "datacenterCreate",
        about,
        (a, t) ->
            a.datacenterCreate(
                key(), new DatacenterRequest(SECRET, Region.US_WEST, proof(drawn.nonce()))));
    act(
        api,
        "datacenterUpdate",
        about,
        (a, t) -> a.datacenterUpdate(DatacenterReport.of(offer(t))));
    add(api, "leaseOpen", about, (a, t) -> a.leaseOpen(key(), lease(t, Region.US_WEST, EPOCH + 1)));
    add(api, "leaseShow", about, (a, t) -> a.leaseShow(new LeaseId(t.deployment(), EPOCH + 1)));
    add(api, "leaseList", about, (a, t) -> a.leaseList(Optional.empty()));
    act(api, "usageReport", about, (a, t) -> a.usageReport(List.of(use(t))));
    add(api, "usageList", about, (a, t) -> a.usageList(UsageQuery.ALL));
    act(
        api,
        "leaseClose",
        about,
        (a, t) -> a.leaseClose(key(), new LeaseId(t.deployment(), EPOCH + 1)));
    add(api, "datacenterRenew", about, (a, t) -> a.datacenterRenew(key(), proof(drawn.nonce())));
    add(
        api,
        "metacenterCreate",
        about,
        (a, t) ->
            a.metacenterCreate(
                key(),
                new MetacenterRequest(
                    SECRET + "-" + requests.incrementAndGet(), proof(drawn.nonce()))));
    add(
        api,
        "metacenterHostUpdate",
        about,
        (a, t) ->
            a.metacenterHostUpdate(
                new HostReport(Optional.of(SECRET), Endpoint.of("localhost", 1), List.of())));
    add(
        api,
        "metacenterEnrol",
        about,
        (a, t) -> a.metacenterEnrol(key(), t.deployment(), proof(drawn.nonce())));
    add(
        api,
        "metacenterRenew",
        about,
        (a, t) -> a.metacenterRenew(key(), t.deployment(), proof(drawn.nonce())));
  }

  /** Of the one node that {@link #part} has. */
  static LeaseRequest lease(Things about, Region region, long epoch) {
    var small =
        new ProfileRequirement(ProfileName.of("small"), Lifetime.SHORT, NODE, 1, Optional.empty());
    return new LeaseRequest(
        new LeaseId(about.deployment(), epoch),
        about.datacenter(),
        new DatacenterRequirement(DatacenterName.of("coast"), region, List.of(small)),
        1,
        Duration.ofMinutes(1));
  }

  /** Of the minute that has just begun, without effect on what the two sides tell themselves. */
  private static LeaseUse use(Things about) {
    return new LeaseUse(
        new LeaseId(about.deployment(), EPOCH + 1),
        Realm.CLOCK.instant().truncatedTo(ChronoUnit.MINUTES),
        Map.of(ProfileName.of("small"), 1L));
  }

  private static Offer offer(Things about) {
    Resources size = new Resources(1, 1, 1);
    return new Offer(
        about.datacenter(),
        SECRET,
        Region.US_WEST,
        Lifetime.LONG,
        new PriceList.PerUnit(1, 1, 1),
        new Capacity(size, size, size),
        0, // older than what the agent itself has told: without effect
        Realm.CLOCK.instant().plusSeconds(30),
        Endpoint.of("localhost", 1),
        true);
  }

  /** Those that end a deployment, a datacenter, or an account. */
  void endings(Things revoked, Things deleted, RegistryApi owner) {
    Class<RegistryApi> api = RegistryApi.class;
    Revoking why = new Revoking(SECRET, Optional.empty());
    act(api, "metacenterRevoke", revoked, (a, t) -> a.metacenterRevoke(key(), t.deployment(), why));
    act(api, "datacenterRevoke", revoked, (a, t) -> a.datacenterRevoke(key(), t.datacenter(), why));
    end(
        api,
        "metacenterDelete",
        deleted,
        (a, t) -> a.metacenterDelete(key(), t.deployment()),
        t -> owner.accountMetacenters().stream().anyMatch(m -> m.id().equals(t.deployment())));
    end(
        api,
        "datacenterDelete",
        deleted,
        (a, t) -> a.datacenterDelete(key(), t.datacenter()),
        t -> owner.accountDatacenters().stream().anyMatch(d -> d.id().equals(t.datacenter())));
    act(api, "accountRevoke", deleted, (a, t) -> a.accountRevoke(key(), t.account(), why));
  }
}
