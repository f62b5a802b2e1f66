package dev.photon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ValidityTest {
  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
  private static final Validity QUARTER = new Validity(FROM, FROM.plus(Duration.ofDays(90)));

  @Test
  void bothEndsCount() {
    assertThat(QUARTER.isEarly(FROM)).isFalse();
    assertThat(QUARTER.isEarly(FROM.minusSeconds(1))).isTrue();
    assertThat(QUARTER.isOver(QUARTER.until())).isFalse();
    assertThat(QUARTER.isOver(QUARTER.until().plusSeconds(1))).isTrue();
  }

  @Test
  void itNearsItsEndWhenLessThanAThirdIsLeft() {
    Instant third = QUARTER.until().minus(Duration.ofDays(30));
    assertThat(QUARTER.nearsItsEnd(FROM)).isFalse();
    assertThat(QUARTER.nearsItsEnd(third)).isFalse();
    assertThat(QUARTER.nearsItsEnd(third.plusSeconds(1))).isTrue();
    assertThat(QUARTER.nearsItsEnd(QUARTER.until().plusSeconds(1))).isTrue();
  }

  /** Of one with its ends the wrong way round, a third is less than nothing. */
  @Test
  void whatIsOverHasReachedItsEnd() {
    Validity wrong = new Validity(FROM.plus(Duration.ofDays(90)), FROM);
    assertThat(wrong.nearsItsEnd(FROM.plusSeconds(1))).isTrue();
    assertThat(wrong.left(FROM.plusSeconds(5))).isEqualTo(Duration.ofSeconds(-5));
  }

  @Test
  void itIsThatOfTheCertificate() {
    Credentials account = new Network().account();
    assertThat(Validity.of(account.leaf()))
        .isEqualTo(new Validity(account.notBefore(), account.notAfter()));
  }
}
