package dev.photon.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.Region;
import dev.photon.core.registry.RegistryWorld.Account;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Role;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.Callers;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseUse;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MetacenterRequest;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revoking;
import dev.photon.spi.api.UsageQuery;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may call what, cell by cell: every call as every role, and on things of one's own or not. */
class AuthorizationTest {
  private static final String TABLE =
      """
      call                 nobody account agent metacenter unknown others
      nonce                yes    yes     yes   yes        yes     no
      accountCreate        yes    yes     no    no         no      no
      accountMetacenters   no     yes     no    no         no      no
      accountDatacenters   no     yes     no    no         no      no
      accountRenew         no     yes     no    no         no      no
      metacenterCreate     no     yes     no    no         no      no
      metacenterHostUpdate no     yes     no    no         no      no
      metacenterEnrol      no     yes     no    no         no      no
      metacenterRenew      no     yes     no    no         no      no
      datacenterCreate     no     yes     no    no         no      no
      datacenterUpdate     no     no      yes   no         no      no
      datacenterRenew      no     no      yes   no         no      no
      leaseOpen            no     no      no    yes        no      no
      leaseShow            no     no      yes   yes        no      no
      leaseList            no     yes     no    no         no      no
      leaseClose           no     no      no    yes        no      no
      usageReport          no     no      yes   yes        no      no
      usageList            no     yes     no    no         no      no
      datacenterMatch      no     yes     no    yes        no      no
      revocationList       yes    yes     yes   yes        yes     no
      datacenterRevoke     no     yes     no    no         no      no
      datacenterDelete     no     yes     no    no         no      no
      metacenterRevoke     no     yes     no    no         no      no
      metacenterDelete     no     yes     no    no         no      no
      accountRevoke        no     yes     no    no         no      no
      """;

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // made anew before each test
  private RegistryWorld world;

  @SuppressWarnings("NullAway.Init")
  private Account ada;

  @SuppressWarnings("NullAway.Init")
  private DatacenterId west;

  @SuppressWarnings("NullAway.Init")
  private DeploymentId shop;

  @BeforeEach
  void open() {
    world = new RegistryWorld(folder);
    ada = world.account("ada@example.org");
    west = world.datacenter(ada, "west").id();
    ada.api()
        .metacenterHostUpdate(
            RegistryWorld.report(Optional.of(world.registry().enrolToken()))); // Ada hosts too
    shop = ada.api().metacenterCreate(world.key(), world.deployment("shop")).id();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Map<String, Consumer<RegistryApi>> calls() {
    RequestKey key = world.key();
    Map<String, Consumer<RegistryApi>> calls = new TreeMap<>();
    AccountRequest account = new AccountRequest("bob@example.org", world.proof());
    MetacenterRequest metacenter = world.deployment("blog");
    DatacenterRequest datacenter = new DatacenterRequest("east", Region.US_EAST, world.proof());
    var authority = world.proof();
    calls.put("nonce", RegistryApi::nonce);
    calls.put("accountCreate", api -> api.accountCreate(key, account));
    calls.put("accountMetacenters", RegistryApi::accountMetacenters);
    calls.put("accountDatacenters", RegistryApi::accountDatacenters);
    calls.put("metacenterCreate", api -> api.metacenterCreate(world.key(), metacenter));
    calls.put("metacenterEnrol", api -> api.metacenterEnrol(world.key(), shop, authority));
    calls.put("metacenterDelete", api -> api.metacenterDelete(key, shop));
    calls.put(
        "metacenterHostUpdate",
        api -> api.metacenterHostUpdate(RegistryWorld.report(Optional.empty())));
    calls.put("datacenterCreate", api -> api.datacenterCreate(world.key(), datacenter));
    calls.put(
        "datacenterUpdate",
        api -> api.datacenterUpdate(DatacenterReport.of(world.offer(west, "west", 1))));
    calls.put("datacenterDelete", api -> api.datacenterDelete(key, west));
    calls.put(
        "datacenterMatch",
        api ->
            api.datacenterMatch(
                new MatchRequest(
                    List.of(
                        new dev.photon.spi.api.DatacenterRequirement(
                            new dev.photon.config.DatacenterName("w"), Region.US_WEST, List.of())),
                    Set.of())));
    LeaseId lease = new LeaseId(shop, 1);
    calls.put("leaseOpen", api -> api.leaseOpen(world.key(), world.lease(lease, west, 1)));
    calls.put("leaseShow", api -> api.leaseShow(lease));
    calls.put("leaseList", api -> api.leaseList(Optional.empty()));
    calls.put("leaseClose", api -> api.leaseClose(world.key(), lease));
    Instant minute = world.runtime.now().truncatedTo(ChronoUnit.MINUTES);
    calls.put(
        "usageReport", api -> api.usageReport(List.of(new LeaseUse(lease, minute, Map.of()))));
    calls.put("usageList", api -> api.usageList(UsageQuery.ALL));
    var proof = world.proof();
    calls.put("accountRenew", api -> api.accountRenew(world.key(), proof));
    calls.put("datacenterRenew", api -> api.datacenterRenew(world.key(), proof));
    calls.put("metacenterRenew", api -> api.metacenterRenew(world.key(), shop, proof));
    calls.put("revocationList", api -> api.revocationList(RegistryApi.NO_LIST));
    Revoking own = new Revoking("a test", Optional.empty());
    calls.put("accountRevoke", api -> api.accountRevoke(key, ada.id(), own));
    calls.put("datacenterRevoke", api -> api.datacenterRevoke(key, west, own));
    calls.put("metacenterRevoke", api -> api.metacenterRevoke(key, shop, own));
    return calls;
  }

  private Map<String, List<RegistryApi>> callers() {
    String registry = world.registry().identity().registry();
    Map<String, List<RegistryApi>> callers = new TreeMap<>();
    callers.put("nobody", List.of(world.anonymous()));
    callers.put("account", List.of(ada.api()));
    callers.put("agent", List.of(world.as(world.agent(west))));
    callers.put("metacenter", List.of(world.as(Identity.metacenter(registry, shop.value()))));
    List<Identity> others =
        List.of(
            Identity.registryAuthority(registry),
            Identity.registry(registry),
            Identity.datacenterAuthority(registry, west.value()),
            Identity.metacenterAuthority(registry, shop.value()),
            Identity.metacenterAccount(registry, shop.value(), ada.id().value()),
            Identity.serviceConnection(registry, shop.value(), "web", "west"),
            // of the right role, but not of this registry
            Identity.account("r1-00000000.photon.internal", ada.id().value()),
            Identity.agent("r1-00000000.photon.internal", west.value()));
    List<Identity> unknown =
        List.of(
            Identity.account(registry, "unknown"),
            Identity.agent(registry, "west-00000000"),
            Identity.metacenter(registry, "shop-00000000"));
    callers.put("unknown", unknown.stream().map(world::as).toList());
    callers.put("others", others.stream().map(world::as).toList());
    return callers;
  }

  @Test
  void everyCellOfTheTableHolds() {
    List<String> columns = List.of(TABLE.lines().findFirst().orElseThrow().split(" +", -1));
    Map<String, List<RegistryApi>> callers = callers();
    Map<String, Consumer<RegistryApi>> calls = calls();
    assertThat(calls).containsOnlyKeys(names());
    // What is refused is tried before what may delete the things that it is about.
    for (String cell : List.of("no", "yes")) {
      for (String line : TABLE.lines().skip(1).toList()) {
        String[] cells = line.split(" +", -1);
        String call = cells[0];
        for (int column = 1; column < cells.length; column++) {
          if (cells[column].equals(cell)) {
            String who = columns.get(column);
            for (RegistryApi api : callers.getOrDefault(who, List.of())) {
              String outcome = outcome(calls.get(call), api, call, cell.equals("yes"));
              assertThat(outcome).as("%s as %s", call, who).isEqualTo(cell);
            }
          }
        }
      }
    }
  }

  private String outcome(
      @org.jspecify.annotations.Nullable Consumer<RegistryApi> made,
      RegistryApi api,
      String call,
      boolean fresh) {
    // A call that may succeed brings a key of its own, as each caller would.
    Consumer<RegistryApi> attempt = fresh ? calls().get(call) : made;
    if (attempt == null) {
      throw new AssertionError(call);
    }
    try {
      attempt.accept(api);
      return "yes";
    } catch (ApiException e) {
      return e.status() == Status.DENIED || e.status() == Status.UNAUTHENTICATED
          ? "no"
          : e.status() + " " + e.reason();
    }
  }

  private static List<String> names() {
    return Arrays.stream(RegistryApi.class.getMethods()).map(Method::getName).toList();
  }

  @Test
  void everyCallHasARowAndEveryRoleAColumn() {
    Set<Role> named = Set.of(Role.ACCOUNT, Role.AGENT, Role.METACENTER);
    assertThat(TABLE.lines().skip(1).map(line -> line.split(" +", -1)[0]))
        .containsExactlyInAnyOrderElementsOf(names());
    for (Method call : RegistryApi.class.getMethods()) {
      assertThat(named).contains(call.getAnnotation(Callers.class).value());
    }
  }

  @Test
  void thingsOfAnotherAccountAreNotThere() {
    Account eve = world.account("eve@example.org");
    assertThat(eve.api().accountDatacenters()).isEmpty();
    assertThat(eve.api().accountMetacenters()).isEmpty();
    eve.api().datacenterDelete(world.key(), west);
    eve.api().metacenterDelete(world.key(), shop);
    assertThat(ada.api().accountDatacenters()).hasSize(1);
    assertThat(ada.api().accountMetacenters()).hasSize(1);

    var authority = world.proof();
    DeploymentId unknown = new DeploymentId("shop-00000000");
    assertThat(refusal(() -> eve.api().metacenterEnrol(world.key(), shop, authority)))
        .isEqualTo(
            refusal(() -> eve.api().metacenterEnrol(world.key(), unknown, authority))
                .replace(unknown.value(), shop.value()))
        .startsWith("NOT_FOUND");
  }

  @Test
  void anAgentOffersForItselfOnly() {
    Account eve = world.account("eve@example.org");
    DatacenterId east = world.datacenter(eve, "east").id();
    RegistryApi agent = world.as(world.agent(east));
    assertThat(
            refusal(
                () -> agent.datacenterUpdate(DatacenterReport.of(world.offer(west, "west", 1)))))
        .startsWith("NOT_FOUND");
  }

  private static String refusal(Runnable call) {
    try {
      call.run();
    } catch (ApiException e) {
      return e.status() + " " + e.getMessage();
    }
    throw new AssertionError("it was not refused");
  }
}
