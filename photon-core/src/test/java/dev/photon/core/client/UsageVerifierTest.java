package dev.photon.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.core.client.ClientException.Kind;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check of the ledger finds, and what is kept of it for the next one. */
class UsageVerifierTest {
  private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-11-24T08:00:00Z");
  private static final LeaseId FIRST = ListedLedger.lease(9);
  private static final LeaseId SECOND = ListedLedger.lease(10);

  @TempDir private Path folder;
  private final ListedLedger ledger = new ListedLedger().add(FIRST, 5).add(SECOND, 2);

  private UsageCheck check(Instant now) throws ClientException {
    return UsageVerifier.check(ledger.pages(), folder, now);
  }

  private List<String> faultsAfterACheck() throws ClientException {
    List<String> faults = check(TUESDAY).faults();
    assertThat(check(TUESDAY).faults()).as("told again until it is mended").isEqualTo(faults);
    return faults;
  }

  @Test
  void aLedgerThatGrowsIsWhole() throws Exception {
    assertThat(check(MONDAY)).isEqualTo(new UsageCheck(7, 2, List.of()));
    Path kept = folder.resolve("usage.properties");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");

    ledger.add(FIRST, 2).add(ListedLedger.lease(11), 1);
    assertThat(check(TUESDAY)).isEqualTo(new UsageCheck(10, 3, List.of()));
    UsageHeads heads = UsageHeads.read(folder);
    assertThat(heads.checked()).isEqualTo(TUESDAY);
    assertThat(heads.heads()).containsOnlyKeys(FIRST, SECOND, ListedLedger.lease(11));
    assertThat(heads.heads().get(FIRST)).isEqualTo(UsageHeads.Head.of(last(FIRST)));
  }

  private UsageEntry last(LeaseId lease) {
    List<UsageEntry> chain = ledger.chains.getOrDefault(lease, List.of());
    return chain.get(chain.size() - 1);
  }

  @Test
  void nothingIsWholeToo() throws Exception {
    ledger.chains.clear();
    assertThat(check(MONDAY)).isEqualTo(new UsageCheck(0, 0, List.of()));
    assertThat(ledger.asked).isEqualTo(1);
  }

  @Test
  void whatWasSeenAndIsGoneIsAFault() throws Exception {
    var unused = check(MONDAY);
    ledger.chains.put(FIRST, ledger.chains.getOrDefault(FIRST, List.of()).subList(0, 3));
    ledger.chains.remove(SECOND);

    assertThat(faultsAfterACheck())
        .containsExactly(
            "the ledger of the lease shop-1/9 had 5 entries on 2026-11-23T08:00:00Z, and now has 3",
            "the ledger of the lease shop-1/10 had 2 entries on 2026-11-23T08:00:00Z, and now has"
                + " none");
  }

  @Test
  void whatWasSeenAndIsWrittenAnewIsAFault() throws Exception {
    var unused = check(MONDAY);
    ledger.rewrite(FIRST, 4, 59_000);
    ledger.add(FIRST, 3);

    assertThat(faultsAfterACheck())
        .containsExactly(
            "entry 5 of the lease shop-1/9, or one before it, was changed since"
                + " 2026-11-23T08:00:00Z");
  }

  @Test
  void aBrokenChainIsAFaultAndIsNotKept() throws Exception {
    List<UsageEntry> chain = new ArrayList<>(ledger.chains.getOrDefault(FIRST, List.of()));
    UsageEntry gone = chain.remove(2);
    ledger.chains.put(FIRST, chain);

    assertThat(faultsAfterACheck())
        .containsExactly("entry 4 of the lease shop-1/9: it should be entry 3");
    assertThat(UsageHeads.read(folder)).isEqualTo(UsageHeads.NONE);

    chain.add(2, gone);
    assertThat(check(TUESDAY).whole()).isTrue();
  }

  /**
   * However a registry rewrites what was seen, one check after it tells; and adding is no fault.
   */
  @Test
  void everyRewritingOfAnEntryIsFound() throws Exception {
    for (int sequence = 1; sequence <= 5; sequence++) {
      for (long millis : List.of(0L, 59_999L, 60_001L)) {
        ledger.rewrite(FIRST, sequence, 60_000);
        var unused = check(MONDAY);
        ledger.rewrite(FIRST, sequence, millis);
        assertThat(check(TUESDAY).faults()).as("entry %d", sequence).hasSize(1);
        ledger.rewrite(FIRST, sequence, 60_000);
        assertThat(check(TUESDAY).whole()).isTrue();
      }
    }
  }

  @Test
  void aLedgerThatIsNotListedInOrderIsNotReadForEver() throws Exception {
    List<UsageEntry> page = List.copyOf(ledger.chains.getOrDefault(FIRST, List.of()));
    var again = new LedgerPages(UsageQuery.ALL, query -> page);
    assertThatThrownBy(() -> UsageVerifier.check(again, folder, MONDAY))
        .isInstanceOfSatisfying(
            ClientException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.REFUSED);
              assertThat(e.getMessage()).contains("in order: entry 1 of the lease shop-1/9");
            });
    List<UsageEntry> mixed = List.of(page.get(0), last(SECOND), page.get(1));
    var others = new LedgerPages(UsageQuery.ALL, query -> mixed);
    assertThatThrownBy(() -> UsageVerifier.check(others, folder, MONDAY))
        .hasMessageContaining("in order: entry 2 of the lease shop-1/9");
    assertThat(UsageHeads.read(folder)).isEqualTo(UsageHeads.NONE);
  }

  @Test
  void entriesOfATimeAreReadPageByPage() throws Exception {
    UsageEntry third = ledger.chains.getOrDefault(FIRST, List.of()).get(2);
    var pages =
        new LedgerPages(new UsageQuery(third.from(), Instant.MAX, Optional.empty()), ledger::page);
    int entries = 0;
    while (pages.next().isPresent()) {
      entries++;
    }
    assertThat(entries).isEqualTo(3);
    assertThat(ledger.asked).isEqualTo(2);
  }

  @Test
  void theLongestNamesAreKept() throws Exception {
    LeaseId longest = new LeaseId(new DeploymentId("a".repeat(63)), Long.MAX_VALUE);
    UsageHeads heads =
        new UsageHeads(
            MONDAY, Map.of(longest, new UsageHeads.Head(Long.MAX_VALUE, "f".repeat(64))));
    heads.write(folder);
    assertThat(UsageHeads.read(folder)).isEqualTo(heads);
  }

  @Test
  void aDamagedFileIsNamed() throws Exception {
    Path kept = folder.resolve("usage.properties");
    for (String damaged :
        List.of(
            "",
            "checked=noon\n",
            "checked=2026-11-23T08\\:00\\:00Z\nshop-1/9=5\n",
            "checked=2026-11-23T08\\:00\\:00Z\nshop-1/9=0 00\n",
            "checked=2026-11-23T08\\:00\\:00Z\nshop=5 00\n")) {
      Files.writeString(kept, damaged);
      assertThatThrownBy(() -> check(MONDAY))
          .isInstanceOfSatisfying(
              ClientException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(Kind.LOCAL);
                assertThat(e.getMessage()).contains(kept.toString());
                assertThat(e.hint()).isPresent();
              });
    }
  }
}
