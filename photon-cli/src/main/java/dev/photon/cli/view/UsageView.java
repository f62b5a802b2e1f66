package dev.photon.cli.view;

import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageEntry.Charge;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Shows entries of the ledger, those of each lease together and in their sequence. */
public final class UsageView {
  private static final BigDecimal HOUR = BigDecimal.valueOf(3_600_000);
  private static final String LINE_END = "\r\n"; // RFC 4180
  private static final List<String> COLUMNS =
      List.of(
          "lease",
          "sequence",
          "entry",
          "datacenter",
          "payer",
          "earner",
          "from",
          "until",
          "disputed",
          "entry_micro_dollars",
          "profile",
          "micro_dollars_per_hour",
          "metacenter_millis",
          "datacenter_millis",
          "charged_millis");

  private UsageView() {}

  /** The entries of one lease. */
  private record OfLease(List<UsageEntry> entries) {
    UsageEntry first() {
      return entries.get(0);
    }

    UsageEntry last() {
      return entries.get(entries.size() - 1);
    }

    BigInteger chargedMillis() {
      return sum(
          entries.stream().flatMap(e -> e.charges().stream()).map(Charge::chargedMillis).toList());
    }

    BigInteger charged() {
      return sum(entries.stream().map(UsageEntry::charged).toList());
    }
  }

  /** What a registry sends may be more together than a long holds. */
  private static BigInteger sum(List<Long> values) {
    return values.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static List<OfLease> byLease(List<UsageEntry> entries) {
    Map<LeaseId, List<UsageEntry>> byLease = new LinkedHashMap<>();
    entries.forEach(e -> byLease.computeIfAbsent(e.lease(), l -> new ArrayList<>()).add(e));
    return byLease.values().stream().map(OfLease::new).toList();
  }

  /** A table with a row for each lease and what the account pays and earns, or a sentence. */
  public static String text(List<UsageEntry> entries, AccountId account, Style style) {
    if (entries.isEmpty()) {
      return "nothing was used\n";
    }
    Table table =
        new Table("LEASE", "ENTRY", "DATACENTER", "FROM", "UNTIL", "NODE-HOURS", "USD", "NOTE");
    for (OfLease lease : byLease(entries)) {
      table.row(
          lease.first().lease().toString(),
          lease.last().entry().value(),
          lease.last().datacenter().value(),
          lease.first().from().toString(),
          lease.last().until().toString(),
          hours(lease.chargedMillis()),
          dollars(lease.charged()),
          note(lease.last(), account));
    }
    StringBuilder text = new StringBuilder(table.text(style)).append('\n');
    sum(text, "you pay ", entries, e -> e.payer().equals(account));
    sum(text, "you earn ", entries, e -> e.earner().equals(account));
    return text.toString();
  }

  private static void sum(
      StringBuilder text, String what, List<UsageEntry> entries, Predicate<UsageEntry> whose) {
    if (entries.stream().anyMatch(whose)) {
      List<Long> charged = entries.stream().filter(whose).map(UsageEntry::charged).toList();
      text.append(what).append(dollars(sum(charged))).append(" USD\n");
    }
  }

  private static String note(UsageEntry last, AccountId account) {
    List<String> notes = new ArrayList<>();
    if (last.earner().equals(account) && !last.payer().equals(account)) {
      notes.add("you earn");
    }
    if (last.disputed()) {
      notes.add("disputed");
    }
    return String.join(", ", notes);
  }

  /** To the thousandth. */
  private static String hours(BigInteger millis) {
    return plain(new BigDecimal(millis).divide(HOUR, 3, RoundingMode.HALF_UP));
  }

  /** Exact. */
  private static String dollars(BigInteger microDollars) {
    return plain(new BigDecimal(microDollars, 6));
  }

  private static String plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.setScale(Math.max(0, stripped.scale())).toPlainString();
  }

  /**
   * A header and a line for each profile of each entry. What an entry charges stands in its first
   * line alone, so that the column can be added up.
   */
  public static String csv(List<UsageEntry> entries) {
    StringBuilder text = new StringBuilder();
    line(text, COLUMNS);
    for (UsageEntry entry : entries) {
      if (entry.charges().isEmpty()) {
        line(text, concat(ofEntry(entry, true), List.of("", "", "", "", "")));
      }
      boolean first = true;
      for (Charge charge : entry.charges()) {
        line(text, concat(ofEntry(entry, first), ofCharge(charge)));
        first = false;
      }
    }
    return text.toString();
  }

  private static List<String> ofEntry(UsageEntry entry, boolean first) {
    return List.of(
        entry.lease().toString(),
        Long.toString(entry.sequence()),
        entry.entry().value(),
        entry.datacenter().value(),
        entry.payer().value(),
        entry.earner().value(),
        entry.from().toString(),
        entry.until().toString(),
        Boolean.toString(entry.disputed()),
        first ? Long.toString(entry.charged()) : "");
  }

  private static List<String> ofCharge(Charge charge) {
    return List.of(
        charge.profile().value(),
        Long.toString(charge.price().microDollarsPerHour()),
        Long.toString(charge.metacenterMillis()),
        Long.toString(charge.datacenterMillis()),
        Long.toString(charge.chargedMillis()));
  }

  private static List<String> concat(List<String> a, List<String> b) {
    List<String> both = new ArrayList<>(a);
    both.addAll(b);
    return both;
  }

  /** No field needs quotes: names are of a-z, 0-9 and '-', the rest are numbers and times. */
  private static void line(StringBuilder text, List<String> fields) {
    text.append(String.join(",", fields)).append(LINE_END);
  }

  /** All entries for a program; amounts are micro-dollars. */
  public static Data data(List<UsageEntry> entries, AccountId account) {
    return Data.fields()
        .add("account", account.value())
        .add("entries", Data.items(entries, UsageView::data))
        .build();
  }

  private static Data data(UsageEntry entry) {
    return Data.fields()
        .add("deployment", entry.lease().deployment().value())
        .add("epoch", entry.lease().epoch())
        .add("sequence", entry.sequence())
        .add("entry", entry.entry().value())
        .add("datacenter", entry.datacenter().value())
        .add("payer", entry.payer().value())
        .add("earner", entry.earner().value())
        .add("from", entry.from().toString())
        .add("until", entry.until().toString())
        .add("microDollars", entry.charged())
        .add("disputed", entry.disputed())
        .add("charges", Data.items(entry.charges(), UsageView::data))
        .add("previous", entry.previous())
        .add("hash", entry.hash())
        .build();
  }

  private static Data data(Charge charge) {
    return Data.fields()
        .add("profile", charge.profile().value())
        .add("microDollarsPerHour", charge.price().microDollarsPerHour())
        .add("metacenterMillis", charge.metacenterMillis())
        .add("datacenterMillis", charge.datacenterMillis())
        .add("chargedMillis", charge.chargedMillis())
        .build();
  }
}
