package dev.photon.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.transport.grpc.v1.RegistryProto;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What comes of use that is reported or listed in a way that it must not be. */
class UsageMapperTest {

  @Property(tries = MapperTest.TRIES)
  void damagedUseIsAValueOrMalformed(@ForAll @IntRange(min = 0) int place, @ForAll byte value) {
    MapperTest.readDamaged(
        report(), place, value, RegistryProto.UsageReportRequest.parser(), UsageMapper::fromProto);
    MapperTest.readDamaged(
        query(), place, value, RegistryProto.UsageListRequest.parser(), UsageMapper::fromProto);
    MapperTest.readDamaged(
        ledger(), place, value, RegistryProto.UsageListResponse.parser(), UsageMapper::fromProto);
  }

  @Example
  void undamagedOnesAreValues() {
    assertThat(UsageMapper.request(UsageMapper.fromProto(report()))).isEqualTo(report());
    assertThat(UsageMapper.toProto(UsageMapper.fromProto(query()))).isEqualTo(query());
    assertThat(UsageMapper.response(UsageMapper.fromProto(ledger()))).isEqualTo(ledger());
  }

  @Example
  void whatIsReportedIsBounded() {
    var use = report().getUses(0);
    assertMalformed(
        report().toBuilder().addAllUses(Collections.nCopies(1_000, use)).build(),
        "uses: has 1001 elements, more than 1000");
    assertMalformed(of(use.toBuilder().clearLease()), "uses[0].lease: must be given");
    assertMalformed(of(use.toBuilder().clearMinute()), "uses[0].minute: must be given");
    var within = use.toBuilder();
    within.getMinuteBuilder().setSeconds(1_770_000_061);
    assertMalformed(of(within), "uses[0]: use is reported by whole minutes");
    assertMalformed(of(use.toBuilder().putNodeMillis("small", -1)), "uses[0]: nodes of small run");
    assertMalformed(of(use.toBuilder().putNodeMillis("Small", 1)), "uses[0].node_millis: ");
    var many = use.toBuilder();
    IntStream.range(0, 1_000).forEach(i -> many.putNodeMillis("p" + i, 1));
    assertMalformed(of(many), "uses[0].node_millis: has 1001 elements, more than 1000");
  }

  private static RegistryProto.UsageReportRequest of(
      RegistryProto.UsageReportRequest.Use.Builder use) {
    return RegistryProto.UsageReportRequest.newBuilder().addUses(use).build();
  }

  private static void assertMalformed(RegistryProto.UsageReportRequest report, String message) {
    assertThatThrownBy(() -> UsageMapper.fromProto(report))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith(message);
  }

  @Example
  void whatAnEntryOfTheLedgerSaysIsBounded() {
    assertMalformed(e -> e.setSequence(0), "entries[0].sequence: must be from 1");
    assertMalformed(e -> e.setCharged(-1), "entries[0].charged: must not be negative");
    assertMalformed(e -> e.clearUntil(), "entries[0].until: must be given");
    assertMalformed(e -> e.getFromBuilder().setNanos(1), "entries[0].from: must be a whole second");
    assertMalformed(
        e -> e.getChargesBuilder(0).setPrice(1_000_000_000_000_001L),
        "entries[0].charges[0].price: must be at most 1000000000000000");
    assertMalformed(
        e -> e.getChargesBuilder(0).setChargedMillis(-1),
        "entries[0].charges[0].charged_millis: must not be negative");
    assertMalformed(
        e -> e.addAllCharges(Collections.nCopies(1_000, e.getCharges(0))),
        "entries[0].charges: has 1001 elements, more than 1000");
    for (String hash : List.of("", "0".repeat(63), "0".repeat(65), "A".repeat(64))) {
      assertMalformed(e -> e.setHash(hash), "entries[0].hash: must be 64 hex digits");
      assertMalformed(e -> e.setPrevious(hash), "entries[0].previous: must be 64 hex digits");
    }
    var many =
        ledger().toBuilder().addAllEntries(Collections.nCopies(1_000, ledger().getEntries(0)));
    assertThatThrownBy(() -> UsageMapper.fromProto(many.build()))
        .isInstanceOf(Malformed.class)
        .hasMessage("entries: has 1001 elements, more than 1000");
  }

  private static void assertMalformed(
      Consumer<RegistryProto.UsageEntry.Builder> change, String message) {
    var ledger = ledger().toBuilder();
    change.accept(ledger.getEntriesBuilder(0));
    assertThatThrownBy(() -> UsageMapper.fromProto(ledger.build()))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith(message);
  }

  private static RegistryProto.UsageReportRequest report() {
    var report = RegistryProto.UsageReportRequest.newBuilder();
    var use = report.addUsesBuilder().setLease(lease()).putNodeMillis("small", 60_000);
    use.getMinuteBuilder().setSeconds(1_770_000_060);
    return report.build();
  }

  private static RegistryProto.UsageListRequest query() {
    var query = RegistryProto.UsageListRequest.newBuilder();
    query.getFromBuilder().setSeconds(1_770_000_000);
    query.getUntilBuilder().setSeconds(1_770_000_060);
    query.getAfterBuilder().setLease(lease()).setSequence(7);
    return query.build();
  }

  private static RegistryProto.UsageListResponse ledger() {
    var ledger = RegistryProto.UsageListResponse.newBuilder();
    var entry =
        ledger
            .addEntriesBuilder()
            .setPayer("ada")
            .setEarner("bob")
            .setLease(lease())
            .setDatacenter("west-1")
            .setEntry("coast")
            .setSequence(1)
            .setCharged(2_000)
            .setDisputed(true)
            .setPrevious("0".repeat(64))
            .setHash("0123456789abcdef".repeat(4));
    entry.getFromBuilder().setSeconds(1_770_000_000);
    entry.getUntilBuilder().setSeconds(1_770_000_060);
    entry
        .addChargesBuilder()
        .setProfile("small")
        .setPrice(120_000)
        .setMetacenterMillis(60_000)
        .setDatacenterMillis(61_000)
        .setChargedMillis(60_000);
    return ledger.build();
  }

  private static RegistryProto.LeaseId lease() {
    return RegistryProto.LeaseId.newBuilder().setDeployment("shop-1").setEpoch(2).build();
  }
}
