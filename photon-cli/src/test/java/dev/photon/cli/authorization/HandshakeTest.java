package dev.photon.cli.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.process.Waiting;
import dev.photon.core.client.RememberedDeployment;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.Purpose;
import dev.photon.crypto.Trust;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who is let in by the handshake, at each port of a running network; and for a certificate that is
 * not, which rule it breaks. What those who are let in may call is another table: an account is let
 * in by an agent, and may call nothing there; without a certificate the registry's open calls alone
 * can be made.
 */
@Timeout(120)
class HandshakeTest {
  private static final String TABLE =
      """
      presents                        registry metacenter datacenter because
      an account's                    yes      yes        yes        -
      an agent's                      yes      yes        yes        -
      a metacenter's                  yes      yes        yes        -
      an access to a metacenter       yes      yes        yes        -
      a connection's side             yes      yes        yes        -
      the registry's own              yes      yes        yes        -
      an account's, signed again      yes      yes        yes        -
      nothing                         yes      no         no         -
      self-signed, as an account      no       no         no         untrusted
      of another registry             no       no         no         untrusted
      expired                         no       no         no         expired
      not valid yet                   no       no         no         not_yet_valid
      for servers only                no       no         no         usage
      for signing code                no       no         no         usage
      a root, as a peer               no       no         no         authority_as_peer
      a datacenter's authority        no       no         no         authority_as_peer
      a metacenter's authority        no       no         no         authority_as_peer
      an agent's, signed by the root  no       no         no         wrong_issuer
      an agent's, by another agent    no       no         no         untrusted
      an agent's, without its issuer  no       no         no         untrusted
      an account's, of a revoked one  no       no         no         -
      TLS 1.2, nothing                no       no         no         -
      TLS 1.2, an account's           no       no         no         -
      plain text                      no       no         no         -
      HTTP/1.1, an account's          no       no         no         -
      an account's, no server name    yes      no         yes        -
      an account's, wrong server name yes      no         yes        -
      """;

  private static final Duration HEARD = Duration.ofSeconds(20);
  private static final String OTHER_NAME = "wrong server name";

  @TempDir private Path folder;

  private record Port(String name, Endpoint endpoint) {}

  @Test
  void eachPortLetsInWhomItShould() throws Exception {
    try (Realm realm = new Realm(folder)) {
      RememberedDeployment shop = realm.deployment(realm.ada, "shop");
      List<Port> ports =
          List.of(
              new Port("registry", realm.registry.endpoint()),
              new Port("metacenter", shop.endpoint()),
              new Port("datacenter", realm.west.endpoint()));
      Map<String, Knock> knocks = knocks(realm, shop);
      Knock revoked = Knock.with(Forged.of(realm.revoked));
      for (Port port : ports) {
        Waiting.until(
            HEARD, "heard of", () -> isLetIn("a revoked one", revoked, port), "no"::equals);
      }

      StringBuilder table = new StringBuilder(TABLE.lines().findFirst().orElseThrow() + "\n");
      var verifier = new PeerVerifier(Trust.root(realm.root().credentials().root()), Realm.CLOCK);
      knocks.forEach((what, knock) -> table.append(line(what, knock, ports, verifier)));

      assertThat(table.toString()).isEqualTo(TABLE);
    }
  }

  private static String line(String what, Knock knock, List<Port> ports, PeerVerifier verifier) {
    List<String> cells = ports.stream().map(port -> isLetIn(what, knock, port)).toList();
    String because = knock.presented().map(p -> because(p, verifier)).orElse("-");
    return "%-31s %-8s %-10s %-10s %s\n"
        .formatted(what, cells.get(0), cells.get(1), cells.get(2), because);
  }

  private static String isLetIn(String what, Knock knock, Port port) {
    String host = port.endpoint().identity().orElseThrow().host();
    var address = new InetSocketAddress(port.endpoint().host(), port.endpoint().port());
    try {
      return knock.isLetIn(address, what.endsWith(OTHER_NAME) ? "other." + host : host)
          ? "yes"
          : "no";
    } catch (Exception e) {
      throw new AssertionError(what + " at the " + port.name(), e);
    }
  }

  private static String because(Forged presented, PeerVerifier verifier) {
    try {
      Identity unused = verifier.verify(presented.chain(), Purpose.CLIENT, Optional.empty());
      return "-";
    } catch (CertificateRejectedException e) {
      return e.reason().name().toLowerCase(Locale.ROOT);
    }
  }

  private static Map<String, Knock> knocks(Realm realm, RememberedDeployment shop)
      throws Exception {
    Map<String, Knock> knocks = new LinkedHashMap<>();
    CertificateAuthority root = realm.root();
    CertificateAuthority west = realm.authority("west");
    CertificateAuthority metacenter = realm.authority(shop.id());
    good(knocks, realm, shop.id().value());
    knocks.put("nothing", Knock.withNothing());
    wrong(knocks, realm);
    put(knocks, "a root, as a peer", root.credentials());
    put(knocks, "a datacenter's authority", west.credentials());
    put(knocks, "a metacenter's authority", metacenter.credentials());
    Credentials agent = west.issueOwn(Identity.agent(realm.name(), realm.west.id().value()));
    put(knocks, "an agent's, signed by the root", Forged.signedBy(root.credentials(), agent));
    put(knocks, "an agent's, by another agent", Forged.signedBy(agent, agent));
    put(knocks, "an agent's, without its issuer", Forged.of(agent).alone());
    put(knocks, "an account's, of a revoked one", realm.revoked);
    unusual(knocks, Forged.of(realm.client.credentials(realm.ada)));
    return knocks;
  }

  /** One of every role; at the handshake each is as good as another. */
  private static void good(Map<String, Knock> knocks, Realm realm, String shop) throws Exception {
    String name = realm.name();
    CertificateAuthority metacenter = realm.authority(new DeploymentId(shop));
    Credentials account = realm.client.credentials(realm.ada);
    put(knocks, "an account's", account);
    put(
        knocks,
        "an agent's",
        realm.authority("west").issueOwn(Identity.agent(name, realm.west.id().value())));
    put(knocks, "a metacenter's", metacenter.issueOwn(Identity.metacenter(name, shop)));
    put(
        knocks,
        "an access to a metacenter",
        metacenter.issueOwn(Identity.metacenterAccount(name, shop, "a1")));
    put(
        knocks,
        "a connection's side",
        metacenter.issueOwn(Identity.serviceConnection(name, shop, "db", "coast")));
    put(knocks, "the registry's own", realm.root().issueOwn(Identity.registry(name)));
    put(knocks, "an account's, signed again", Forged.signedBy(realm.root().credentials(), account));
  }

  /** An account's, each with one thing wrong. */
  private static void wrong(Map<String, Knock> knocks, Realm realm) throws Exception {
    Credentials account = realm.client.credentials(realm.ada);
    Credentials root = realm.root().credentials();
    put(knocks, "self-signed, as an account", Forged.selfSigned(account));
    var other = CertificateAuthority.createRoot(Realm.CLOCK, new SecureRandom());
    put(
        knocks,
        "of another registry",
        other.issueOwn(Identity.account(other.registry(), realm.ada.id().value())));
    // Issued when the root had just been made, for a second.
    Clock then = Clock.fixed(root.notBefore().plusSeconds(1), Realm.CLOCK.getZone());
    put(knocks, "expired", realm.rootAt(then).issueOwn(account.identity(), Duration.ofSeconds(1)));
    Clock tomorrow = Clock.offset(Realm.CLOCK, Duration.ofDays(1));
    put(knocks, "not valid yet", realm.rootAt(tomorrow).issueOwn(account.identity()));
    put(knocks, "for servers only", Forged.signedBy(root, account, KeyPurposeId.id_kp_serverAuth));
    put(knocks, "for signing code", Forged.signedBy(root, account, KeyPurposeId.id_kp_codeSigning));
  }

  /** Good certificates, or none, in a connection of another kind. */
  private static void unusual(Map<String, Knock> knocks, Forged account) {
    Optional<Forged> good = Optional.of(account);
    Optional<String> old = Optional.of("TLSv1.2");
    Optional<String> tls = Optional.of("TLSv1.3");
    knocks.put("TLS 1.2, nothing", new Knock(old, Optional.empty(), "h2", true));
    knocks.put("TLS 1.2, an account's", new Knock(old, good, "h2", true));
    knocks.put("plain text", new Knock(Optional.empty(), Optional.empty(), "", false));
    knocks.put("HTTP/1.1, an account's", new Knock(tls, good, "http/1.1", true));
    knocks.put("an account's, no server name", new Knock(tls, good, "h2", false));
    knocks.put("an account's, " + OTHER_NAME, new Knock(tls, good, "h2", true));
  }

  private static void put(Map<String, Knock> knocks, String what, Credentials presented) {
    put(knocks, what, Forged.of(presented));
  }

  private static void put(Map<String, Knock> knocks, String what, Forged presented) {
    knocks.put(what, Knock.with(presented));
  }
}
