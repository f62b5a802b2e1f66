package dev.photon.cli.view;

import dev.photon.core.client.UsageCheck;

/** Shows what a check of the ledger has found. */
public final class UsageCheckView {
  private static final int LONGEST = 1000;

  private UsageCheckView() {}

  /** A sentence if all is whole, else a line for each fault. */
  public static String text(UsageCheck check) {
    if (check.whole()) {
      return "whole: %s of %s\n"
          .formatted(entries(check.entries()), Words.count(check.leases(), "lease"));
    }
    StringBuilder text = new StringBuilder();
    check.faults().forEach(fault -> text.append(Words.line(fault, LONGEST)).append('\n'));
    return text.toString();
  }

  private static String entries(long entries) {
    return entries == 1 ? "1 entry" : entries + " entries";
  }

  /** The same for a program. */
  public static Data data(UsageCheck check) {
    return Data.fields()
        .add("whole", check.whole())
        .add("entries", check.entries())
        .add("leases", check.leases())
        .add("faults", Data.items(check.faults(), Data.Text::new))
        .build();
  }
}
