package dev.photon.core.metacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.photon.config.DatacenterName;
import dev.photon.config.EventType;
import dev.photon.config.Region;
import dev.photon.config.ServiceName;
import dev.photon.core.simulated.SimulatedWorld;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.Keys;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.SigningRequest;
import dev.photon.crypto.Trust;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.AcceptedAccess;
import dev.photon.spi.api.Access;
import dev.photon.spi.api.AccessRequest;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.MetacenterStatus.Phase;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revision;
import dev.photon.spi.api.Revoking;
import dev.photon.spi.api.Right;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what at a metacenter, and until when. */
class AccessTest {
  private static final String TABLE =
      """
      call            owner operator viewer invited agent strangers
      status          yes   yes      yes    no      no    no
      events          yes   yes      yes    no      no    no
      accessRenew     yes   yes      yes    no      no    no
      notifyTargets   yes   yes      no     no      no    no
      update          yes   yes      no     no      no    no
      accessGrant     yes   no       no     no      no    no
      accessList      yes   no       no     no      no    no
      accessRevoke    yes   no       no     no      no    no
      accessAccept    no    no       no     yes     no    no
      registerService no    no       no     no      yes   no
      delete          yes   no       no     no      no    no
      """;

  private static final String DOCUMENT =
      """
      version: "0.1"
      services:
        web:
          image: web:1
          depends-on: [db]
        db:
          image: db:1
          expose:
            - {port: 5432, to: [{service: web, global: true}]}
      deployment:
        datacenters:
          west:
            region: us-west
            profiles:
              small: {qos: {memory: 64MiB, cpu: 0.1}}
        services:
          web: {west: {profile: small, nodes: 1}}
          db: {west: {profile: small, nodes: 1}}
      """;

  private final SecureRandom random = new SecureRandom();

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // made anew before each test
  private SimulatedWorld world;

  @SuppressWarnings("NullAway.Init")
  private MetacenterApi owner;

  private int requests;

  @BeforeEach
  void open() {
    world = SimulatedWorld.of(3, folder).host().datacenter("west", Region.US_WEST);
    assertThat(world.run(Duration.ofMinutes(1), this::isOffered)).isTrue();
    owner = world.create("shop", DOCUMENT);
    assertThat(world.run(Duration.ofMinutes(5), () -> owner.status().phase() == Phase.READY))
        .isTrue();
  }

  private boolean isOffered() {
    return world.registry().accountDatacenters().get(0).offeredUntil().isPresent();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private RequestKey key() {
    return new RequestKey("access-" + requests++);
  }

  private Nonce nonce() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Nonce.of(bytes);
  }

  private static KeyProof proof(KeyPair pair, Nonce nonce) {
    return new KeyProof(SigningRequest.create(pair, nonce.bytes()), nonce);
  }

  private KeyProof proof() {
    return proof(Keys.generate(), nonce());
  }

  private MetacenterApi as(Credentials credentials) {
    return world.metacenter("shop", CredentialsSource.of(credentials));
  }

  /** Somebody with an account accepts, and calls with what he got. */
  private Credentials accept(Credentials account, Nonce code) {
    KeyPair pair = Keys.generate();
    AcceptedAccess accepted = as(account).accessAccept(key(), proof(pair, code));
    return credentials(pair, accepted.chain());
  }

  private Credentials credentials(KeyPair pair, List<X509Certificate> chain) {
    X509Certificate root = chain.get(chain.size() - 1);
    try {
      Identity claimed =
          new Credentials(pair.getPrivate(), chain.subList(0, chain.size() - 1), root).identity();
      return new PeerVerifier(Trust.root(root), world.time().clock())
          .accept(pair.getPrivate(), chain, claimed);
    } catch (CertificateRejectedException e) {
      throw new AssertionError(e);
    }
  }

  private Credentials invited(String email, Right right, Duration span) {
    Nonce code = nonce();
    owner.accessGrant(key(), AccessRequest.of(email, right, span, code));
    return accept(world.account(email), code);
  }

  private static ApiException refusal(ThrowingCallable call) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call);
    assertThat(refusal).as("a refusal").isNotNull();
    return refusal;
  }

  @Test
  void everyCellOfTheTableHolds() throws Exception {
    Nonce code = nonce();
    owner.accessGrant(
        key(), AccessRequest.of("carl@example.org", Right.VIEW, Duration.ofHours(1), code));
    Map<String, List<MetacenterApi>> callers = new LinkedHashMap<>();
    callers.put("owner", List.of(owner));
    callers.put(
        "operator", List.of(as(invited("bob@example.org", Right.OPERATE, Duration.ofHours(1)))));
    callers.put("viewer", List.of(as(invited("eve@example.org", Right.VIEW, Duration.ofHours(1)))));
    Credentials carl = world.account("carl@example.org");
    callers.put("invited", List.of(as(carl)));
    callers.put("agent", List.of(as(agent())));
    callers.put("strangers", List.of(as(stranger())));
    Map<String, Consumer<MetacenterApi>> calls = calls(code);
    assertThat(TABLE.lines().skip(1).map(line -> line.split(" +", -1)[0]))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(MetacenterApi.class.getMethods()).map(Method::getName).toList());

    List<String> columns = List.of(TABLE.lines().findFirst().orElseThrow().split(" +", -1));
    for (String line : TABLE.lines().skip(1).toList()) {
      String[] cells = line.split(" +", -1);
      for (int column = cells.length - 1; column > 0; column--) {
        for (MetacenterApi api : callers.getOrDefault(columns.get(column), List.of())) {
          assertThat(outcome(Objects.requireNonNull(calls.get(cells[0])), api))
              .as("%s as %s", cells[0], columns.get(column))
              .isEqualTo(cells[column]);
        }
      }
    }
  }

  private Map<String, Consumer<MetacenterApi>> calls(Nonce code) {
    Map<String, Consumer<MetacenterApi>> calls = new LinkedHashMap<>();
    calls.put("status", MetacenterApi::status);
    calls.put("events", api -> api.events(0, new Ends()).close());
    calls.put("accessRenew", api -> api.accessRenew(key(), proof()));
    calls.put(
        "notifyTargets", api -> api.notifyTargets(key(), Optional.empty(), EventType.DEPLOY_BEGIN));
    calls.put("update", api -> api.update(key(), new Revision(DOCUMENT)));
    calls.put(
        "accessGrant",
        api ->
            api.accessGrant(
                key(),
                AccessRequest.of("dan@example.org", Right.VIEW, Duration.ofHours(1), nonce())));
    calls.put("accessList", MetacenterApi::accessList);
    calls.put("accessRevoke", api -> api.accessRevoke(key(), "dan@example.org"));
    calls.put("accessAccept", api -> api.accessAccept(key(), proof(Keys.generate(), code)));
    calls.put(
        "registerService",
        api ->
            api.registerService(key(), ServiceName.of("db"), DatacenterName.of("west"), proof()));
    calls.put("delete", api -> api.delete(key()));
    return calls;
  }

  private static String outcome(Consumer<MetacenterApi> call, MetacenterApi api) {
    try {
      call.accept(api);
      return "yes";
    } catch (ApiException e) {
      boolean refused =
          e.status() == Status.DENIED
              || e.status() == Status.UNAUTHENTICATED
              || (e.status() == Status.NOT_FOUND && e.reason().equals("no-such-deployment"));
      return refused ? "no" : e.toString();
    }
  }

  /** The datacenter's own agent, with the keys that it has on disk. */
  private Credentials agent() throws Exception {
    Credentials authority =
        KeyStoreDirectory.open(folder.resolve("west")).load("authority").orElseThrow();
    return CertificateAuthority.open(authority, world.time().clock(), random)
        .issueOwn(
            Identity.agent(
                authority.identity().registry(), authority.identity().scope().orElseThrow()));
  }

  /** An account of another deployment's metacenter. */
  private Credentials stranger() throws Exception {
    MetacenterApi blog = world.create("blog", DOCUMENT.replace("web:1", "blog:1"));
    Nonce code = nonce();
    blog.accessGrant(
        key(), AccessRequest.of("sam@example.org", Right.OPERATE, Duration.ofHours(1), code));
    Credentials sam = world.account("sam@example.org");
    KeyPair pair = Keys.generate();
    AcceptedAccess accepted =
        world.metacenter("blog", CredentialsSource.of(sam)).accessAccept(key(), proof(pair, code));
    return credentials(pair, accepted.chain());
  }

  @Test
  void anInvitationIsForWhoShowsItFirst() {
    Nonce code = nonce();
    Access given =
        owner.accessGrant(
            key(), AccessRequest.of("bob@example.org", Right.VIEW, Duration.ofHours(8), code));
    assertThat(given.account()).isEmpty();
    Credentials bob = world.account("bob@example.org");
    Credentials eve = world.account("eve@example.org");

    assertThat(refusal(() -> as(eve).accessAccept(key(), proof())).reason())
        .isEqualTo("no-such-invitation");
    Credentials access = accept(bob, code);
    assertThat(access.identity().account()).isEqualTo(bob.identity().account());
    assertThat(access.notAfter()).isBetween(given.until().minusSeconds(2), given.until());
    assertThat(accept(bob, code).identity()).isEqualTo(access.identity()); // an answer was lost
    assertThat(refusal(() -> accept(eve, code)).reason()).isEqualTo("no-such-invitation");
    assertThat(owner.accessList())
        .extracting(Access::email, a -> a.account().isPresent())
        .containsExactly(tuple("bob@example.org", true));
  }

  @Test
  void accessEndsWithItsTimeAndItsStreamsWithinSeconds() {
    Credentials bob = invited("bob@example.org", Right.VIEW, Duration.ofMinutes(5));
    Ends ends = new Ends();
    try (Subscription stream = as(bob).events(0, ends)) {
      assertThat(stream).isNotNull();
      world.run(Duration.ofMinutes(4).plusSeconds(50), () -> false);
      assertThat(ends.causes).isEmpty();
      assertThat(as(bob).status().name()).isEqualTo("shop");

      world.run(Duration.ofSeconds(15), () -> false);
      assertThat(ends.causes).hasSize(1);
      assertThat(refusal(() -> as(bob).status()).status())
          .isIn(Status.UNAUTHENTICATED, Status.NOT_FOUND);
      assertThat(owner.accessList()).isEmpty();
    }
  }

  @Test
  void whatIsTakenAwayEndsAtOnce() {
    Credentials bob = invited("bob@example.org", Right.OPERATE, Duration.ofDays(30));
    Ends ends = new Ends();
    try (Subscription stream = as(bob).events(0, ends)) {
      assertThat(stream).isNotNull();
      owner.accessRevoke(key(), "bob@example.org");
      assertThat(ends.causes).hasSize(1);
      assertThat(ends.causes.get(0).orElseThrow().status()).isEqualTo(Status.NOT_FOUND);
    }
    assertThat(refusal(() -> as(bob).status()).status()).isEqualTo(Status.NOT_FOUND);
    assertThat(refusal(() -> as(bob).accessRenew(key(), proof())).status())
        .isEqualTo(Status.NOT_FOUND);
    owner.accessRevoke(key(), "bob@example.org"); // already done
  }

  @Test
  void whoseAccountTheRegistryRevokesIsRefusedWithinAMinuteOnOpenStreamsToo() {
    Nonce code = nonce();
    owner.accessGrant(
        key(), AccessRequest.of("bob@example.org", Right.OPERATE, Duration.ofDays(30), code));
    Credentials account = world.account("bob@example.org");
    Credentials bob = accept(account, code);
    Credentials eve = invited("eve@example.org", Right.VIEW, Duration.ofDays(30));
    Ends ends = new Ends();
    Ends others = new Ends();
    try (Subscription stream = as(bob).events(0, ends);
        Subscription other = as(eve).events(0, others)) {
      assertThat(List.of(stream, other)).hasSize(2);
      world
          .registry(CredentialsSource.of(account))
          .accountRevoke(
              key(),
              new AccountId(account.identity().account().orElseThrow()),
              new Revoking("its key was stolen", Optional.empty()));

      world.run(Duration.ofMinutes(1), () -> false);

      assertThat(ends.causes).hasSize(1);
      assertThat(ends.causes.get(0).orElseThrow().reason()).isEqualTo("revoked");
      assertThat(others.causes).isEmpty();
    }
    assertThat(refusal(() -> as(bob).status()).reason()).isEqualTo("revoked");
    assertThat(refusal(() -> as(bob).accessRenew(key(), proof())).reason()).isEqualTo("revoked");
    assertThat(as(eve).status().name()).isEqualTo("shop");
  }

  @Test
  void lessThanBeforeCountsAtOnceAndALongAccessIsRenewedWhileItLasts() {
    Credentials bob = invited("bob@example.org", Right.OPERATE, Duration.ofDays(3));
    assertThat(Duration.between(world.time().clock().instant(), bob.notAfter()))
        .isLessThanOrEqualTo(Duration.ofHours(24));
    world.run(Duration.ofMinutes(10), () -> false);
    KeyPair pair = Keys.generate();
    Credentials renewed =
        credentials(pair, as(bob).accessRenew(key(), proof(pair, nonce())).chain());
    assertThat(renewed.notAfter()).isAfter(bob.notAfter());
    as(renewed).update(key(), new Revision(DOCUMENT));

    Nonce code = nonce();
    owner.accessGrant(
        key(), AccessRequest.of("bob@example.org", Right.VIEW, Duration.ofHours(1), code));
    assertThat(refusal(() -> as(renewed).status()).status()).isEqualTo(Status.NOT_FOUND);
  }

  @Test
  void aConnectionsCertificateIsForTheAgentOfItsSideAlone() throws Exception {
    KeyPair pair = Keys.generate();
    MetacenterApi agent = as(agent());
    DatacenterName west = DatacenterName.of("west");
    List<X509Certificate> chain =
        agent.registerService(key(), ServiceName.of("db"), west, proof(pair, nonce()));
    Identity side = credentials(pair, chain).identity();
    assertThat(side.service()).contains("db");
    assertThat(side.connectedDatacenter()).contains("west");

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> agent.registerService(key(), ServiceName.of("web"), west, proof()),
            () -> agent.registerService(key(), ServiceName.of("none"), west, proof()),
            () ->
                agent.registerService(
                    key(), ServiceName.of("db"), DatacenterName.of("east"), proof()))) {
      assertThat(refusal(call).reason()).isEqualTo("no-such-connection");
    }
  }

  @Test
  void theOwnerGetsInAgainWithoutAnInvitation() {
    KeyPair pair = Keys.generate();
    AcceptedAccess accepted =
        world.metacenter("shop", world.operator()).accessAccept(key(), proof(pair, nonce()));
    assertThat(accepted.access().right()).isEqualTo(Right.OWN);
    Credentials again = credentials(pair, accepted.chain());
    assertThat(as(again).accessList()).isEmpty();
    assertThat(Duration.between(world.time().clock().instant(), again.notAfter()))
        .isGreaterThan(Duration.ofDays(89));
  }

  /** Counts how often a stream has ended. */
  private static final class Ends implements EventSink {
    private final List<Optional<ApiException>> causes = new ArrayList<>();

    @Override
    public void event(Event event) {}

    @Override
    public void ended(Optional<ApiException> cause) {
      causes.add(cause);
    }
  }
}
