package dev.photon.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.crypto.CertificateFingerprint;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.Endpoint;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AccountChoiceTest {
  private static final Account ADA =
      account("11111111", "one.example.com", "a1", "ada@example.com");
  private static final Account BOB =
      account("11111111", "one.example.com", "b1", "bob@example.com");
  private static final Account FAR =
      account("22222222", "two.example.com", "a2", "ada@example.com");
  private static final Optional<Endpoint> ONE = Optional.of(Endpoint.of("one.example.com", 7400));
  private static final Optional<Endpoint> TWO = Optional.of(Endpoint.of("two.example.com", 7400));

  private static Account account(String registry, String host, String id, String email) {
    return new Account(
        "r1-" + registry + ".photon.internal",
        Endpoint.of(host, 7400),
        new AccountId(id),
        email,
        new CertificateFingerprint("sha256:" + "0".repeat(64)));
  }

  private static AccountChoice among(Account... accounts) {
    return new AccountChoice(List.of(accounts), Optional.empty());
  }

  private static AccountChoice preferring(Account chosen, Account... accounts) {
    return new AccountChoice(List.of(accounts), Optional.of(chosen));
  }

  private static void told(ThrowingCallable call, String message, String hint) {
    ClientException told = catchThrowableOfType(ClientException.class, call);
    assertThat(told).isNotNull();
    assertThat(told.getMessage()).isEqualTo(message);
    assertThat(told.hint()).contains(hint);
  }

  @Test
  void theOnlyOneIsMeant() throws Exception {
    assertThat(among(ADA).one(Optional.empty())).isEqualTo(ADA);
    assertThat(among(ADA).byDefault()).contains(ADA);
    assertThat(among(ADA, FAR).one(TWO)).isEqualTo(FAR);
    assertThat(among(ADA, FAR).byDefault()).isEmpty();
  }

  @Test
  void ofSeveralTheChosenOneIsMeantWhereItIsOneOfThem() throws Exception {
    assertThat(preferring(BOB, ADA, BOB, FAR).one(Optional.empty())).isEqualTo(BOB);
    assertThat(preferring(BOB, ADA, BOB, FAR).one(ONE)).isEqualTo(BOB);
    assertThat(preferring(BOB, ADA, BOB, FAR).one(TWO)).isEqualTo(FAR);
    told(
        () -> preferring(FAR, ADA, BOB, FAR).one(ONE),
        "there are several accounts at one.example.com:7400",
        "make one the default with 'photon account use': a1 (ada@example.com at"
            + " one.example.com:7400), b1 (bob@example.com at one.example.com:7400)");
  }

  @Test
  void severalWithoutADefaultAreListed() {
    told(
        () -> among(ADA, FAR).one(Optional.empty()),
        "there are several accounts, and none of them is the default",
        "choose a registry with -h, or make one the default with 'photon account use': a1"
            + " (ada@example.com at one.example.com:7400), a2 (ada@example.com at"
            + " two.example.com:7400)");
  }

  @Test
  void noneSaysHowToGetOne() {
    told(
        () -> among().one(Optional.empty()),
        "there is no account yet",
        "run: photon register EMAIL -h HOST --ca-fingerprint sha256:…");
    told(
        () -> among(ADA).one(TWO),
        "there is no account at two.example.com:7400 yet",
        "run: photon register EMAIL -h two.example.com:7400 --ca-fingerprint sha256:…");
    assertThat(catchThrowableOfType(ClientException.class, () -> among().named("x")))
        .hasMessage("there is no account yet");
  }

  @Test
  void aNameIsAnAddressARegistryAnEmailOrAnId() throws Exception {
    AccountChoice all = among(ADA, BOB, FAR);
    for (String name :
        List.of("two.example.com", "two.example.com:7400", "r1-22222222.photon.internal", "a2")) {
      assertThat(all.named(name)).isEqualTo(FAR);
    }
    assertThat(all.named("bob@example.com")).isEqualTo(BOB);
    told(
        () -> all.named("ada@example.com"),
        "'ada@example.com' says 2 accounts",
        "say one by its id: a1 (ada@example.com at one.example.com:7400), a2 (ada@example.com at"
            + " two.example.com:7400)");
  }

  @Test
  void aSlipIsGuessed() {
    told(
        () -> among(ADA, BOB).named("bbo@example.com"),
        "there is no account 'bbo@example.com' here",
        "did you mean 'bob@example.com'? 'photon account list' shows them");
    told(
        () -> among(ADA, BOB).named("elsewhere"),
        "there is no account 'elsewhere' here",
        "'photon account list' shows them");
  }
}
