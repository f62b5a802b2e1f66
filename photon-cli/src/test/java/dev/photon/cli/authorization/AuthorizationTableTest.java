package dev.photon.cli.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.authorization.Cast.Caller;
import dev.photon.cli.authorization.Row.Things;
import dev.photon.cli.command.Golden;
import dev.photon.cli.process.Waiting;
import dev.photon.config.ConfigLoader;
import dev.photon.config.Region;
import dev.photon.core.client.Account;
import dev.photon.core.client.Progress;
import dev.photon.core.client.RememberedDeployment;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Keys;
import dev.photon.crypto.Role;
import dev.photon.crypto.SigningRequest;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Callers;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may call what, cell by cell, over mutual TLS: every call of every API, tried by everybody
 * with a certificate of the network, without one, and with those of another registry. The table is
 * the golden file {@code authorization.txt}; beside it each refusal is held to what it may tell,
 * and to its line in the audit log.
 */
@Timeout(180)
class AuthorizationTableTest {
  private static final String LEGEND =
      """
      yes   carried out
      mute  answered as if it were done, but without effect: it is another's
      none  not found, in the very words as for what was never there
      no    denied
      who   refused to who has no certificate
      cut   the connection is not let in

      The calls are about the deployment and the datacenter of "account", and his account itself.
      owner, operator, viewer: what he and two others have at the deployment's metacenter. host: the
      account that hosts the metacenter. other: another account; agent', metac.' and access' are of
      its datacenter and its deployment. service: a connection's side. registry: what the registry
      serves with. foreign: certificates of every role that another registry has issued.
      """;

  private static final List<Class<?>> APIS =
      List.of(DatacenterApi.class, MetacenterApi.class, RegistryApi.class);

  /** What callers of another tenant must not be told: the deployment, and whose it is. */
  private static final Set<String> OTHERS = Set.of("other", "agent'", "metac.'", "access'");

  @TempDir private Path folder;
  private final StringBuilder table = new StringBuilder(LEGEND);
  private final Set<String> called = new TreeSet<>();

  @Test
  void everyCellOfTheTableHolds() throws Exception {
    try (Realm realm = new Realm(folder)) {
      RememberedDeployment shop = realm.deployment(realm.ada, "shop");
      RememberedDeployment blog = realm.deployment(realm.bob, "blog");
      try (Cast cast = new Cast(realm, shop, blog);
          Transport own = transport(realm, realm.ada);
          Audit audit = Audit.listen()) {
        RegistryApi ada = own.connect(realm.registry.endpoint(), RegistryApi.class);
        Things about = new Things(shop.id(), realm.west.id(), realm.ada.id());
        Rows rows = new Rows();
        Table part = new Table(cast, audit);

        lease(realm, cast, new Things(shop.id(), realm.east.id(), realm.ada.id()));
        // At the datacenter that shop is not deployed to, so that its metacenter does not
        // interfere.
        rows.datacenter(about);
        part.add(rows.taken(), realm.east.endpoint());

        var config = ConfigLoader.standard().load("document", Rows.DOCUMENT).value().orElseThrow();
        realm.client.awaitReady(
            shop, realm.client.send(shop, config), Duration.ofSeconds(60), Progress.NONE);
        rows.metacenter(about);
        part.add(rows.taken(), shop.endpoint());

        rows.registry(about, ada);
        rows.endings(ending(realm, ada, "attic"), ending(realm, ada, "cellar"), ada);
        part.add(rows.taken(), realm.registry.endpoint());

        assertThat(audit.lines()).noneMatch(line -> line.contains(Rows.SECRET));
      }
    }
    assertThat(called).containsExactlyElementsOf(calls());
    Golden.assertSame(
        Path.of("src/test/resources/dev/photon/cli/authorization/authorization.txt"),
        table.toString());
  }

  /** What the part needs that is sent to the datacenter east. */
  private static void lease(Realm realm, Cast cast, Things about) throws Exception {
    Endpoint registry = realm.registry.endpoint();
    try (Transport bob = transport(realm, realm.bob)) {
      RegistryApi api = bob.connect(registry, RegistryApi.class);
      var unused =
          Waiting.until(
              Duration.ofSeconds(60),
              "an offer of east",
              api::accountDatacenters,
              all -> all.stream().allMatch(east -> east.offeredUntil().isPresent()));
    }
    RegistryApi metacenter = cast.the("metac.").transport().connect(registry, RegistryApi.class);
    var unused =
        metacenter.leaseOpen(RequestKey.random(), Rows.lease(about, Region.US_EAST, Rows.EPOCH));
  }

  private static Transport transport(Realm realm, Account account) throws Exception {
    var source = CredentialsSource.of(realm.client.credentials(account));
    return realm.transports.open(
        new TransportProvider.Context(source, Realm.CLOCK, Duration.ofSeconds(20)));
  }

  /** Things of ada's that may come to an end. */
  private static Things ending(Realm realm, RegistryApi ada, String name) throws Exception {
    var nonce = ada.nonce();
    var proof = new KeyProof(SigningRequest.create(Keys.generate(), nonce.bytes()), nonce);
    DatacenterId datacenter =
        ada.datacenterCreate(
                RequestKey.random(), new DatacenterRequest(name, Region.US_WEST, proof))
            .id();
    return new Things(realm.deployment(realm.ada, name).id(), datacenter, realm.ada.id());
  }

  private static Set<String> calls() {
    Set<String> calls = new TreeSet<>();
    APIS.forEach(api -> Arrays.stream(api.getMethods()).forEach(call -> calls.add(name(call))));
    return calls;
  }

  private static String name(Method call) {
    return call.getDeclaringClass().getSimpleName() + "." + call.getName();
  }

  /** Fills the table in. */
  private final class Table {
    private final Cast cast;
    private final Audit audit;

    Table(Cast cast, Audit audit) {
      this.cast = cast;
      this.audit = audit;
    }

    void add(List<Row<?>> rows, Endpoint port) {
      table
          .append('\n')
          .append(line(rows.get(0).api().getSimpleName(), cast.columns().keySet().stream()));
      for (Row<?> row : rows) {
        called.add(row.api().getSimpleName() + "." + row.call());
        List<String> cells = new ArrayList<>();
        cast.columns().forEach((column, callers) -> cells.add(cell(row, port, column, callers)));
        table.append(line(row.call(), cells.stream()));
      }
    }

    private static String line(String first, Stream<String> cells) {
      StringBuilder line = new StringBuilder("%-20s".formatted(first));
      cells.forEach(cell -> line.append(" %-8s".formatted(cell)));
      return line.toString().stripTrailing() + "\n";
    }

    private <A> String cell(Row<A> row, Endpoint port, String column, List<Caller> callers) {
      Set<String> outcomes = new TreeSet<>();
      for (Caller caller : callers) {
        A api = caller.transport().connect(port, row.api());
        var tried = outcome(row, column, caller, api);
        assertFits(row, column, caller, tried);
        outcomes.add(tried);
      }
      return String.join("/", outcomes);
    }

    private <A> String outcome(Row<A> row, String column, Caller caller, A api) {
      try {
        Object told = row.attempt().make(api, row.about());
        if (OTHERS.contains(column)) {
          assertThat(told.toString())
              .as("%s as %s", row.call(), column)
              .doesNotContain(row.about().deployment().value(), row.about().account().value());
        }
        return row.stillThere().test(row.about()) ? "mute" : "yes";
      } catch (ApiException e) {
        List<String> lines = audit.taken(row.call(), caller.who());
        String outcome = named(e);
        assertThat(lines)
            .as("the audit log of %s as %s: %s", row.call(), column, e)
            .hasSize(outcome.equals("cut") ? 0 : 1)
            .allMatch(line -> line.contains(": " + e.reason()));
        if (outcome.equals("none")) {
          assertAsIfAbsent(row, caller, api, e);
        }
        return outcome;
      }
    }

    private static String named(ApiException e) {
      return switch (e.status()) {
        case DENIED -> "no";
        case NOT_FOUND -> "none";
        case UNAUTHENTICATED -> e.reason().equals("no-certificate") ? "who" : "cut";
        case UNAVAILABLE -> e.reason().equals("unreachable") ? "cut" : e.toString();
        default -> e.toString();
      };
    }

    /** The answer is the same, to the letter, for things that were never there. */
    private <A> void assertAsIfAbsent(Row<A> row, Caller caller, A api, ApiException refusal) {
      try {
        Object unused = row.attempt().make(api, Things.ABSENT);
        throw new AssertionError(row.call() + " of what is not there as " + caller.who());
      } catch (ApiException absent) {
        var unused = audit.taken(row.call(), caller.who());
        assertThat(List.of(absent.status(), absent.reason(), absent.hint(), text(absent)))
            .isEqualTo(
                List.of(
                    refusal.status(),
                    refusal.reason(),
                    refusal.hint(),
                    row.about().asIfAbout(Things.ABSENT, text(refusal))));
      }
    }

    private static String text(ApiException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** A role that the call's own row does not name is refused, whatever the call is about. */
  private static void assertFits(Row<?> row, String column, Caller caller, String outcome) {
    Callers rule =
        Arrays.stream(row.api().getMethods())
            .filter(call -> call.getName().equals(row.call()))
            .findFirst()
            .map(call -> call.getAnnotation(Callers.class))
            .orElseThrow();
    boolean named =
        caller.who().equals("nobody")
            ? rule.anyone()
            : List.<Role>of(rule.value()).contains(Identity.parse(caller.who()).role());
    Map<Boolean, Set<String>> fitting =
        Map.of(true, Set.of("yes", "mute", "none", "no", "cut"), false, Set.of("no", "who", "cut"));
    assertThat(fitting.get(named)).as("%s as %s", row.call(), column).contains(outcome);
  }
}
