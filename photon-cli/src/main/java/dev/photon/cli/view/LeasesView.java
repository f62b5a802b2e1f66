package dev.photon.cli.view;

import dev.photon.config.Price;
import dev.photon.config.Resources;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.Lease.LeasedNodes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows leases. */
public final class LeasesView {
  private LeasesView() {}

  /** A table and its sum, or a sentence when there are none. */
  public static String text(List<Lease> leases, Style style) {
    if (leases.isEmpty()) {
      return "no leases\n";
    }
    Table table = new Table("LEASE", "ENTRY", "DATACENTER", "STATE", "NODES", "USD/H", "SINCE");
    for (Lease lease : leases) {
      table.row(
          lease.id().toString(),
          lease.entry().value(),
          lease.datacenter().value(),
          state(lease),
          lease.nodes().stream().map(LeasesView::nodes).collect(Collectors.joining(", ")),
          lease.total().text(),
          lease.opened().toString());
    }
    Price total = leases.stream().map(Lease::total).reduce(Price.ZERO, Price::plus);
    return table.text(style) + "\ntogether " + total + "\n";
  }

  private static String nodes(LeasedNodes leased) {
    Resources size = leased.size();
    return "%d of %s (%s cpus, %s, %s disk)"
        .formatted(
            leased.nodes(), leased.profile(), size.cpuText(), size.memoryText(), size.diskText());
  }

  private static String state(Lease lease) {
    return lease.state().name().toLowerCase(Locale.ROOT);
  }

  /** All of them for a program; prices are micro-dollars an hour. */
  public static Data data(List<Lease> leases) {
    return Data.fields().add("leases", Data.items(leases, LeasesView::data)).build();
  }

  private static Data data(Lease lease) {
    return Data.fields()
        .add("deployment", lease.id().deployment().value())
        .add("epoch", lease.id().epoch())
        .add("entry", lease.entry().value())
        .add("datacenter", lease.datacenter().value())
        .add("state", state(lease))
        .add("revision", lease.revision())
        .add("microDollarsPerHour", lease.total().microDollarsPerHour())
        .add("nodes", Data.items(lease.nodes(), LeasesView::data))
        .add("opened", lease.opened().toString())
        .addIfAny("until", lease.until().map(Instant::toString))
        .build();
  }

  private static Data data(LeasedNodes leased) {
    return Data.fields()
        .add("profile", leased.profile().value())
        .add("lifetime", leased.lifetime().text())
        .add("nodes", leased.nodes())
        .add("milliCpu", leased.size().milliCpu())
        .add("memoryBytes", leased.size().memoryBytes())
        .add("diskBytes", leased.size().diskBytes())
        .add("microDollarsPerHour", leased.price().microDollarsPerHour())
        .build();
  }
}
