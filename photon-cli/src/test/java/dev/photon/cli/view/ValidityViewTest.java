package dev.photon.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.crypto.Validity;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidityViewTest {
  private static final Instant FROM = Instant.parse("2026-11-22T12:00:00Z");
  private static final Validity WEEK = new Validity(FROM, FROM.plus(Duration.ofDays(7)));

  @ParameterizedTest
  @CsvSource({
    "-PT2H, counts in 2 hours",
    "PT0S, 7 days left",
    "PT1S, 6 days left",
    "PT120H, 2 days left",
    "PT120H1S, 47 hours left",
    "PT166H, 2 hours left",
    "PT166H1S, 119 minutes left",
    "PT167H58M, 2 minutes left",
    "PT167H58M1S, 119 seconds left",
    "PT167H59M59S, 1 second left",
    "PT168H, 0 seconds left",
    "PT168H1S, ended 1 second ago",
    "PT1000H, ended 34 days ago",
    "PT26280H, ended 2 years ago"
  })
  void timeIsToldInWords(Duration after, String words) {
    assertThat(ValidityView.left(WEEK, FROM.plus(after))).isEqualTo(words);
  }

  @Test
  void onTheTerminalItIsColoured() {
    Instant late = FROM.plus(Duration.ofDays(5));
    assertThat(ValidityView.marked(WEEK, FROM, Style.COLOUR)).isEqualTo("7 days left");
    assertThat(ValidityView.marked(WEEK, late, Style.COLOUR))
        .isEqualTo(Style.COLOUR.warning("2 days left"));
    assertThat(ValidityView.marked(WEEK, FROM.minusSeconds(1), Style.COLOUR))
        .isEqualTo(Style.COLOUR.error("counts in 1 second"));
  }

  @Test
  void noticesWaitForTheLastThird() {
    Instant third = FROM.plus(WEEK.left(FROM).multipliedBy(2).dividedBy(3));
    assertThat(ValidityView.notice("shop", WEEK, third)).isEmpty();
    assertThat(ValidityView.notice("shop", WEEK, third.plusSeconds(1)))
        .contains(
            "your access to shop ends in 2 days; 'photon certificate renew --name shop' renews it");
  }
}
