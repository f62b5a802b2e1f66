package dev.photon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class IdentityTest {
  private static final String R = "r1-3f9a01bc.photon.internal";

  @Example
  void everyRoleHasItsForm() {
    assertThat(Identity.registryAuthority(R).uri()).isEqualTo("spiffe://" + R);
    assertThat(Identity.registry(R).uri()).isEqualTo("spiffe://" + R + "/registry");
    assertThat(Identity.account(R, "a1").uri()).isEqualTo("spiffe://" + R + "/account/a1");
    assertThat(Identity.datacenterAuthority(R, "west").uri()).isEqualTo("spiffe://west.dc." + R);
    assertThat(Identity.agent(R, "west").uri()).isEqualTo("spiffe://west.dc." + R + "/agent");
    assertThat(Identity.metacenterAuthority(R, "shop").uri()).isEqualTo("spiffe://shop.mc." + R);
    assertThat(Identity.metacenter(R, "shop").uri())
        .isEqualTo("spiffe://shop.mc." + R + "/metacenter");
    assertThat(Identity.metacenterAccount(R, "shop", "a1").uri())
        .isEqualTo("spiffe://shop.mc." + R + "/account/a1");
    assertThat(Identity.serviceConnection(R, "shop", "db", "west").uri())
        .isEqualTo("spiffe://shop.mc." + R + "/service/db/west");
  }

  @Example
  void itsPartsAreRead() {
    Identity connection = Identity.serviceConnection(R, "shop", "db", "west");
    assertThat(connection.role()).isEqualTo(Role.SERVICE_CONNECTION);
    assertThat(connection.host()).isEqualTo("shop.mc." + R);
    assertThat(connection.registry()).isEqualTo(R);
    assertThat(connection.scope()).contains("shop");
    assertThat(connection.service()).contains("db");
    assertThat(connection.connectedDatacenter()).contains("west");
    assertThat(connection.account()).isEmpty();
    assertThat(connection.isIssuedBy(Identity.metacenterAuthority(R, "shop"))).isTrue();
    assertThat(connection.isIssuedBy(Identity.metacenterAuthority(R, "blog"))).isFalse();
    assertThat(connection.isIssuedBy(Identity.issuingAuthority(R))).isFalse();
    assertThat(connection.scopeAuthority()).isEqualTo(Identity.metacenterAuthority(R, "shop"));
    assertThat(Identity.account(R, "a1").isIssuedBy(Identity.issuingAuthority(R))).isTrue();
    assertThat(Identity.account(R, "a1").scopeAuthority()).isEqualTo(Identity.registryAuthority(R));
    assertThat(Identity.metacenterAccount(R, "shop", "a1").account()).contains("a1");
    assertThat(Identity.account(R, "a1").account()).contains("a1");
    assertThat(Identity.account(R, "a1").scope()).isEmpty();
    Identity root = Identity.registryAuthority(R);
    assertThat(root.isIssuedBy(root)).isTrue();
    assertThat(root.isIssuedBy(Identity.issuingAuthority(R))).isFalse();
    assertThat(Identity.issuingAuthority(R).isIssuedBy(root)).isTrue();
    assertThat(Identity.issuingAuthority(R).isIssuedBy(Identity.issuingAuthority(R))).isFalse();
  }

  @Example
  void whatIsNotExactlyOfTheGrammarIsRefused() {
    for (String uri :
        List.of(
            "",
            "spiffe:",
            "spiffe://",
            "spiffe:///agent",
            "SPIFFE://" + R + "/registry",
            "spiffe://" + R + "/",
            "spiffe://" + R + "/registry/",
            "spiffe://" + R + "//registry",
            "spiffe://" + R + "/registry ",
            "spiffe://" + R + "/Registry",
            "spiffe://" + R + "/account",
            "spiffe://" + R + "/account/..",
            "spiffe://" + R + "/account/é",
            "spiffe://" + R + "/account/a%2e",
            "spiffe://" + R + "/account/" + "a".repeat(129),
            "spiffe://" + R + "/agent",
            "spiffe://" + R + ":1/registry",
            "spiffe://a@" + R + "/registry",
            "spiffe://" + R + "?/registry",
            "spiffe://" + R + "#/registry",
            "spiffe://" + R + "./registry",
            "spiffe://R1-3f9a01bc.photon.internal/registry",
            "spiffe://r1-3f9a01bc.photon.external/registry",
            "spiffe://west." + R + "/agent",
            "spiffe://ca." + R + "/registry",
            "spiffe://ca." + R + "/",
            "spiffe://ca.ca." + R,
            "spiffe://ca.r1-3f9a01bc.photon.external",
            "spiffe://west.xx." + R + "/agent",
            "spiffe://a.west.dc." + R + "/agent",
            "spiffe://-west.dc." + R + "/agent",
            "spiffe://*.dc." + R + "/agent",
            "spiffe://" + "w".repeat(64) + ".dc." + R + "/agent",
            "spiffe://west.dc." + R + "/metacenter",
            "spiffe://west.dc." + R + "/account/a1",
            "spiffe://shop.mc." + R + "/agent",
            "spiffe://shop.mc." + R + "/service/db",
            "spiffe://shop.mc." + R + "/service/db/west/more",
            "a".repeat(100_000))) {
      assertThatExceptionOfType(InvalidIdentityException.class)
          .as(uri)
          .isThrownBy(() -> Identity.parse(uri))
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
    }
  }

  @Property(tries = 300)
  void writingAndReadingIsTheIdentity(@ForAll("identities") Identity identity) {
    Identity read = Identity.parse(identity.uri());
    assertThat(read).isEqualTo(identity).hasSameHashCodeAs(identity);
    assertThat(read.role()).isEqualTo(identity.role());
    assertThat(read.uri()).isEqualTo(identity.uri());
    assertThat(read.scopeAuthority()).isEqualTo(identity.scopeAuthority());
  }

  @Property(tries = 500)
  void oneCharacterMoreOrOtherIsAnotherIdentityOrNone(
      @ForAll("identities") Identity identity,
      @ForAll @IntRange(max = 400) int place,
      @ForAll char character) {
    int at = place % identity.uri().length();
    String other =
        identity.uri().substring(0, at) + character + identity.uri().substring(at + place % 2);
    if (!other.equals(identity.uri())) {
      try {
        assertThat(Identity.parse(other)).isNotEqualTo(identity);
        assertThat(Identity.parse(other).uri()).isEqualTo(other);
      } catch (InvalidIdentityException e) {
        assertThat(e).hasMessageContaining("identity");
      }
    }
  }

  @Provide
  Arbitrary<Identity> identities() {
    Arbitrary<String> label =
        Arbitraries.strings().withCharRange('a', 'z').numeric().ofMinLength(1).ofMaxLength(63);
    Arbitrary<String> segment =
        Arbitraries.strings().alpha().numeric().withChars("_-").ofMinLength(1).ofMaxLength(128);
    Arbitrary<String> registry =
        Arbitraries.strings()
            .withChars("0123456789abcdef")
            .ofLength(8)
            .map(hash -> "r1-" + hash + ".photon.internal");
    return Combinators.combine(Arbitraries.of(Role.class), registry, label, segment, segment)
        .as(IdentityTest::identity);
  }

  private static Identity identity(Role role, String r, String label, String a, String b) {
    return switch (role) {
      case REGISTRY_AUTHORITY -> Identity.registryAuthority(r);
      case ISSUING_AUTHORITY -> Identity.issuingAuthority(r);
      case REGISTRY -> Identity.registry(r);
      case ACCOUNT -> Identity.account(r, a);
      case DATACENTER_AUTHORITY -> Identity.datacenterAuthority(r, label);
      case AGENT -> Identity.agent(r, label);
      case METACENTER_AUTHORITY -> Identity.metacenterAuthority(r, label);
      case METACENTER -> Identity.metacenter(r, label);
      case METACENTER_ACCOUNT -> Identity.metacenterAccount(r, label, a);
      case SERVICE_CONNECTION -> Identity.serviceConnection(r, label, a, b);
    };
  }
}
