package dev.photon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.crypto.OutsideVerifier.Answer;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that know nothing of Photon accept what is issued, and refuse what is forged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // one network for all: keys cost time
class OutsideVerifiersIT {
  private final Network network = new Network(Clock.systemUTC());
  private final X509Certificate root = network.root.credentials().root();
  @TempDir private Path folder;
  private OutsideVerifier verifier = new OutsideVerifier(Path.of("unused"), root);

  /** Whom the authority of the datacenter west has no business to sign for, each a server. */
  enum Victim {
    OTHER_AGENT,
    REGISTRY,
    METACENTER,
    SERVICE_CONNECTION;

    Identity in(String registry) {
      return switch (this) {
        case OTHER_AGENT -> Identity.agent(registry, "east");
        case REGISTRY -> Identity.registry(registry);
        case METACENTER -> Identity.metacenter(registry, "shop-1f");
        case SERVICE_CONNECTION -> Identity.serviceConnection(registry, "shop-1f", "db", "west");
      };
    }
  }

  @BeforeEach
  void inAFolder() {
    verifier = new OutsideVerifier(folder, root);
  }

  private static Stream<Arguments> layouts() {
    List<Network> all = Network.layouts(Clock.systemUTC());
    Network online = all.get(0);
    Network offline = all.get(1);
    Network onlineRenewed = online.renewed();
    Network offlineRenewed = offline.renewed();
    return Stream.of(
        Arguments.of("a root that signs", online, online),
        Arguments.of("a root that is offline", offline, offline),
        Arguments.of("the next root, known", onlineRenewed, onlineRenewed),
        Arguments.of("the next root, vouched for", onlineRenewed, online),
        Arguments.of("the next root, offline and known", offlineRenewed, offlineRenewed),
        Arguments.of("the next root, offline and vouched for", offlineRenewed, offline));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layouts")
  void opensslAcceptsEveryChain(String what, Network shown, Network trusted) throws Exception {
    verifier = new OutsideVerifier(folder, trusted.root.credentials().root());
    for (Credentials peer : shown.peers()) {
      for (Purpose purpose : Profile.of(peer.identity().role()).usages()) {
        // The last second counts for Photon and in RFC 5280, not for OpenSSL.
        Instant last = peer.notAfter().minusSeconds(1);
        for (Instant time : List.of(peer.notBefore(), Instant.now(), last)) {
          Answer answer = verifier.openssl(peer.chain(), purpose, dnsName(peer, purpose), time);
          assertThat(answer.good())
              .as("%s: %s as %s: %s", what, peer, purpose, answer.said())
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layouts")
  void gnutlsAcceptsEveryChain(String what, Network shown, Network trusted) throws Exception {
    verifier = new OutsideVerifier(folder, trusted.root.credentials().root());
    for (Credentials peer : shown.peers()) {
      for (Purpose purpose : Profile.of(peer.identity().role()).usages()) {
        Answer answer = verifier.gnutls(peer.chain(), purpose, dnsName(peer, purpose));
        assertThat(answer.good())
            .as("%s: %s as %s: %s", what, peer, purpose, answer.said())
            .isTrue();
      }
    }
  }

  @Test
  void opensslHoldsThemToTheirTime() throws Exception {
    for (Credentials peer : network.peers()) {
      for (Instant time :
          List.of(peer.notBefore().minusSeconds(1), peer.notAfter().plusSeconds(1))) {
        assertRefused(
            verifier.openssl(peer.chain(), Purpose.CLIENT, "", time),
            "certificate is not yet valid",
            "certificate has expired");
      }
    }
  }

  @Test
  void aClientIsNoServer() throws Exception {
    for (Credentials client : List.of(network.account(), network.metacenterAccount())) {
      assertRefused(verifier.openssl(client.chain(), Purpose.SERVER, "", Instant.now()), "purpose");
      assertRefused(verifier.gnutls(client.chain(), Purpose.SERVER, ""), "purpose");
    }
  }

  @Test
  void anotherRegistryIsNotTrusted() throws Exception {
    for (Credentials peer : new Network(Clock.systemUTC()).peers()) {
      assertRefused(
          verifier.openssl(peer.chain(), Purpose.CLIENT, "", Instant.now()),
          "unable to get",
          "self-signed");
      assertRefused(verifier.gnutls(peer.chain(), Purpose.CLIENT, ""), "issuer is unknown");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDatacenterCannotSignBeyondItself(Victim victim) throws Exception {
    List<X509Certificate> forged = forged(victim.in(network.name), network.west);
    assertRefused(
        verifier.openssl(forged, Purpose.SERVER, "", Instant.now()), "permitted subtree violation");
    assertRefused(verifier.gnutls(forged, Purpose.SERVER, ""), "violates the signer's constraints");
    // Signed by who may sign for it, the same certificate is a good one.
    List<X509Certificate> good = forged(victim.in(network.name), rightful(victim));
    assertThat(verifier.openssl(good, Purpose.SERVER, "", Instant.now()).good()).isTrue();
    assertThat(verifier.gnutls(good, Purpose.SERVER, "").good()).isTrue();
  }

  /** GnuTLS looks at constraints of DNS names alone, and clients have none. */
  @Test
  void norForClientsSaysOpenssl() throws Exception {
    for (Identity client :
        List.of(
            Identity.account(network.name, "a1b2"),
            Identity.metacenterAccount(network.name, "shop-1f", "a1b2"))) {
      assertRefused(
          verifier.openssl(forged(client, network.west), Purpose.CLIENT, "", Instant.now()),
          "permitted subtree violation");
    }
  }

  private CertificateAuthority rightful(Victim victim) {
    return switch (victim) {
      case OTHER_AGENT -> network.authority(Identity.datacenterAuthority(network.name, "east"));
      case REGISTRY -> network.root;
      case METACENTER, SERVICE_CONNECTION -> network.shop;
    };
  }

  private static List<X509Certificate> forged(Identity identity, CertificateAuthority signer)
      throws Exception {
    Instant now = Instant.now();
    X509Certificate leaf =
        Forge.of(identity)
            .time(now.minusSeconds(60), now.plus(Duration.ofHours(1)))
            .signedBy(signer);
    return List.of(leaf, signer.credentials().leaf());
  }

  private static String dnsName(Credentials peer, Purpose purpose) {
    return purpose == Purpose.SERVER ? peer.identity().host() : "";
  }

  /** Refused, and for that very reason: nothing else may be wrong with it. */
  private static void assertRefused(Answer answer, String... reasons) {
    assertThat(answer.good()).as(answer.said()).isFalse();
    assertThat(answer.said()).containsAnyOf(reasons);
  }
}
