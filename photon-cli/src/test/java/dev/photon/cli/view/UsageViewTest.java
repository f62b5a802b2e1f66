package dev.photon.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.DatacenterName;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.core.client.UsageCheck;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageEntry.Charge;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageViewTest {
  private static final Instant TEN = Instant.parse("2026-11-25T10:00:00Z");
  private static final AccountId ADA = new AccountId("ada");
  private static final AccountId BOB = new AccountId("bob");
  private static final Charge HALF_AN_HOUR = charge("small", 120_000, 1_800_000);

  private static Charge charge(String profile, long price, long millis) {
    return new Charge(new ProfileName(profile), new Price(price), millis + 5, millis, millis);
  }

  private static UsageEntry entry(
      AccountId payer,
      AccountId earner,
      String deployment,
      long sequence,
      boolean disputed,
      long charged,
      Charge... charges) {
    Instant from = TEN.plusSeconds(3600 * (sequence - 1));
    return new UsageEntry(
        payer,
        earner,
        new LeaseId(new DeploymentId(deployment), 2),
        new DatacenterId("west-1"),
        new DatacenterName("coast"),
        sequence,
        from,
        from.plusSeconds(3600),
        List.of(charges),
        charged,
        disputed,
        UsageEntry.NONE,
        "a".repeat(64));
  }

  private static final List<UsageEntry> LEDGER =
      List.of(
          entry(ADA, BOB, "blog-1", 1, true, 60_000, HALF_AN_HOUR),
          entry(ADA, BOB, "blog-1", 2, false, 60_001, HALF_AN_HOUR, charge("big", 1, 1_234)),
          entry(BOB, ADA, "shop-1", 1, true, 2_000_000, charge("small", 120_000, 60_000_000)),
          entry(ADA, ADA, "zoo-1", 7, true, 0));

  @Test
  void eachLeaseHasARowAndBothSidesASum() {
    assertThat(UsageView.text(LEDGER, ADA, Style.PLAIN))
        .isEqualTo(
            """
            LEASE     ENTRY  DATACENTER  FROM                  UNTIL                 NODE-HOURS  USD       NOTE
            blog-1/2  coast  west-1      2026-11-25T10:00:00Z  2026-11-25T12:00:00Z  1           0.120001  -
            shop-1/2  coast  west-1      2026-11-25T10:00:00Z  2026-11-25T11:00:00Z  16.667      2         you earn, disputed
            zoo-1/2   coast  west-1      2026-11-25T16:00:00Z  2026-11-25T17:00:00Z  0           0         disputed

            you pay 0.120001 USD
            you earn 2 USD
            """);
    assertThat(UsageView.text(LEDGER.subList(0, 2), BOB, Style.PLAIN))
        .contains("  you earn\n")
        .endsWith("\n\nyou earn 0.120001 USD\n");
    assertThat(UsageView.text(List.of(), ADA, Style.PLAIN)).isEqualTo("nothing was used\n");
  }

  @Test
  void moreThanALongHoldsIsAddedUp() {
    UsageEntry much = entry(ADA, BOB, "shop-1", 1, false, Long.MAX_VALUE, HALF_AN_HOUR);
    assertThat(UsageView.text(List.of(much, much), ADA, Style.PLAIN))
        .endsWith("\nyou pay 18446744073709.551614 USD\n");
  }

  @Test
  void eachProfileOfEachEntryIsALineOfCommaSeparatedValues() {
    assertThat(UsageView.csv(LEDGER.subList(1, 4)))
        .isEqualTo(
            """
            lease,sequence,entry,datacenter,payer,earner,from,until,disputed,entry_micro_dollars,\
            profile,micro_dollars_per_hour,metacenter_millis,datacenter_millis,charged_millis
            blog-1/2,2,coast,west-1,ada,bob,2026-11-25T11:00:00Z,2026-11-25T12:00:00Z,false,60001,\
            small,120000,1800005,1800000,1800000
            blog-1/2,2,coast,west-1,ada,bob,2026-11-25T11:00:00Z,2026-11-25T12:00:00Z,false,,\
            big,1,1239,1234,1234
            shop-1/2,1,coast,west-1,bob,ada,2026-11-25T10:00:00Z,2026-11-25T11:00:00Z,true,2000000,\
            small,120000,60000005,60000000,60000000
            zoo-1/2,7,coast,west-1,ada,ada,2026-11-25T16:00:00Z,2026-11-25T17:00:00Z,true,0,,,,,
            """
                .replace("\n", "\r\n"));
    assertThat(UsageView.csv(List.of()).lines()).hasSize(1);
  }

  @Test
  void allOfAnEntryIsDataForPrograms() {
    assertThat(JsonText.of(UsageView.data(LEDGER.subList(0, 1), ADA)))
        .contains(
            "\"account\": \"ada\"",
            "\"deployment\": \"blog-1\"",
            "\"epoch\": 2",
            "\"sequence\": 1",
            "\"payer\": \"ada\"",
            "\"earner\": \"bob\"",
            "\"until\": \"2026-11-25T11:00:00Z\"",
            "\"microDollars\": 60000",
            "\"disputed\": true",
            "\"microDollarsPerHour\": 120000",
            "\"metacenterMillis\": 1800005",
            "\"datacenterMillis\": 1800000",
            "\"chargedMillis\": 1800000",
            "\"previous\": \"" + UsageEntry.NONE,
            "\"hash\": \"aaaa");
  }

  @Test
  void aCheckIsASentenceOrALineForEachFault() {
    UsageCheck whole = new UsageCheck(12, 1, List.of());
    assertThat(UsageCheckView.text(whole)).isEqualTo("whole: 12 entries of 1 lease\n");
    assertThat(UsageCheckView.text(new UsageCheck(1, 2, List.of())))
        .isEqualTo("whole: 1 entry of 2 leases\n");
    UsageCheck faulty = new UsageCheck(9, 2, List.of("entry 3 is\u001b[31m gone", "so is 4"));
    assertThat(UsageCheckView.text(faulty)).isEqualTo("entry 3 is [31m gone\nso is 4\n");
    assertThat(JsonText.of(UsageCheckView.data(faulty)))
        .contains("\"whole\": false", "\"entries\": 9", "\"leases\": 2", "\"so is 4\"");
  }
}
