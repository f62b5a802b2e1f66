package dev.photon.cli.view;

import dev.photon.config.DatacenterName;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MatchResult.Candidate;
import dev.photon.spi.api.MatchResult.EntryMatch;
import dev.photon.spi.api.MatchResult.Rejections;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.Relaxation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows which datacenters match a file, and why others do not. */
public final class MatchView {
  private static final long MIB = 1024 * 1024;

  /** Of 30 days and 10 hours, the twelfth of a year. */
  private static final BigDecimal HOURS_OF_A_MONTH = BigDecimal.valueOf(730);

  private MatchView() {}

  /** A table of what fits, and a sentence for each entry that nothing is chosen for. */
  public static String text(MatchResult result, Style style) {
    Table table =
        new Table("ENTRY", "DATACENTER", "REGION", "USD/H", "FREE CPU", "FREE MEMORY", "CHOSEN");
    for (EntryMatch entry : result.entries()) {
      for (Candidate candidate : entry.candidates()) {
        addCandidate(table, entry, candidate);
      }
    }
    StringBuilder text = new StringBuilder();
    if (!table.isEmpty()) {
      text.append(table.text(style)).append('\n');
    }
    if (result.complete()) {
      Price total = total(result);
      text.append("the best assignment costs ")
          .append(total)
          .append(", ")
          .append(month(total))
          .append(" USD a month\n");
    } else {
      text.append("there is no assignment of distinct datacenters to all entries\n");
      for (EntryMatch entry : result.entries()) {
        text.append(why(entry)).append('\n');
      }
    }
    return text.toString();
  }

  private static void addCandidate(Table table, EntryMatch entry, Candidate candidate) {
    Offer offer = candidate.offer();
    table.row(
        entry.entry().value(),
        offer.name() + (offer.simulated() ? " (simulated)" : ""),
        offer.region().text(),
        candidate.total().text(),
        cpu(offer.capacity().free().milliCpu()),
        offer.capacity().free().memoryBytes() / MIB + " MiB",
        chosen(entry, candidate) ? "yes" : "");
  }

  private static boolean chosen(EntryMatch entry, Candidate candidate) {
    return entry.chosen().map(c -> c.offer().id().equals(candidate.offer().id())).orElse(false);
  }

  private static String cpu(long milli) {
    return milli % 1000 == 0 ? Long.toString(milli / 1000) : milli + "m";
  }

  private static Price total(MatchResult result) {
    return result.entries().stream()
        .flatMap(e -> e.chosen().stream())
        .map(Candidate::total)
        .reduce(Price.ZERO, Price::plus);
  }

  /** Dollars to the cent. */
  private static String month(Price total) {
    return BigDecimal.valueOf(total.microDollarsPerHour(), 6)
        .multiply(HOURS_OF_A_MONTH)
        .setScale(2, RoundingMode.HALF_UP)
        .toPlainString();
  }

  /** {@code westcoast: 2 of 5 offers fit; 2 fell to region, 1 to price; …}. */
  private static String why(EntryMatch entry) {
    Rejections r = entry.rejections();
    List<String> fell = new ArrayList<>();
    add(fell, r.region(), "region");
    add(fell, r.commitment(), "commitment");
    add(fell, r.capacity(), "capacity");
    add(fell, r.price(), "price");
    DatacenterName name = entry.entry();
    int fit = r.offers() - r.region() - r.commitment() - r.capacity() - r.price();
    return "  "
        + name
        + ": "
        + fit
        + " of "
        + Words.count(r.offers(), "offer")
        + " fit"
        + (fell.isEmpty() ? "" : "; " + String.join(", ", fell))
        + entry.nearestMiss().map(m -> "; " + Words.line(m, 300)).orElse("")
        + entry.relaxation().map(less -> "\n    " + Words.line(less.text(), 300)).orElse("");
  }

  private static void add(List<String> fell, int number, String reason) {
    if (number > 0) {
      fell.add(number + " fell to " + reason);
    }
  }

  /** All of it for a program. */
  public static Data data(MatchResult result) {
    return Data.fields()
        .add("complete", result.complete())
        .add("microDollarsPerHour", total(result).microDollarsPerHour())
        .add("dollarsPerMonth", month(total(result)))
        .add("entries", Data.items(result.entries(), MatchView::data))
        .build();
  }

  private static Data data(EntryMatch entry) {
    Rejections r = entry.rejections();
    Optional<String> chosen = entry.chosen().map(c -> c.offer().id().value());
    Data.Builder data =
        Data.fields()
            .add("entry", entry.entry().value())
            .addIfAny("chosen", chosen)
            .add("candidates", Data.items(entry.candidates(), MatchView::data))
            .add("offers", r.offers())
            .add(
                "rejected",
                Data.fields()
                    .add("region", r.region())
                    .add("commitment", r.commitment())
                    .add("capacity", r.capacity())
                    .add("price", r.price())
                    .build())
            .addIfAny("nearestMiss", entry.nearestMiss());
    entry.relaxation().ifPresent(less -> data.add("relaxation", data(less)));
    return data.build();
  }

  private static Data data(Relaxation relaxation) {
    return Data.fields()
        .add("key", relaxation.kind().key())
        .addIfAny("profile", relaxation.profile().map(ProfileName::value))
        .add("asked", relaxation.asked())
        .add("enough", relaxation.enough())
        .add("admits", relaxation.admits())
        .build();
  }

  private static Data data(Candidate candidate) {
    Offer offer = candidate.offer();
    return Data.fields()
        .add("id", offer.id().value())
        .add("name", offer.name())
        .add("region", offer.region().text())
        .add("commitment", offer.commitment().text())
        .add("simulated", offer.simulated())
        .add("microDollarsPerHour", candidate.total().microDollarsPerHour())
        .add("freeMilliCpu", offer.capacity().free().milliCpu())
        .add("freeMemoryBytes", offer.capacity().free().memoryBytes())
        .build();
  }
}
