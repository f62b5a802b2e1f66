package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.OutputFormat;
import dev.photon.cli.view.UsageView;
import dev.photon.core.client.Account;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.spi.api.UsageEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code photon usage}: what was used, and what is charged for it. */
final class ShowUsage implements ClientCommand {
  private static final Duration SHOWN = Duration.ofDays(30);

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "usage",
            """
            Shows what nodes of your deployments and in your datacenters have run, and what is
            charged for it, by lease. An entry of the ledger that reaches into the time counts
            as a whole. A day is its begin, in UTC: --until does not include it.
            """,
            List.of(
                "photon usage",
                "photon usage --from 2026-11-01 --until 2026-12-01",
                "photon usage --from 2026-11-25T10:00:00Z -o json",
                "photon usage --csv > usage.csv"))
        .option(
            Options.text(
                "DATE",
                "from when: 2026-11-25 or 2026-11-25T10:00:00Z (default: 30 days before the end)",
                "--from"))
        .option(Options.text("DATE", "until when, likewise (default: now)", "--until"))
        .option(
            Options.flag(
                "prints every entry and profile as a line of comma-separated values", "--csv"))
        .option(Hosts.registry())
        .option(Options.output())
        .option(StateFolder.option())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    OutputFormat format = Options.output(typed);
    if (typed.has("--csv") && typed.has("--output")) {
      throw CommandFailure.usage("--csv and -o both say what to print", "give one of them");
    }
    Instant until = moment(typed, "--until").orElseGet(Instant::now);
    Instant from = moment(typed, "--from").orElseGet(() -> until.minus(SHOWN));
    if (!from.isBefore(until)) {
      throw CommandFailure.usage(
          "--from: " + from + " is not before " + until,
          "give an earlier --from or a later --until; the day that --until names is not included");
    }
    Account account = client.account(Hosts.host(typed, Hosts.REGISTRY_PORT));
    ExpiryNotice.ofAccounts(console, client, List.of(account));
    List<UsageEntry> entries = client.usage(account, from, until);
    if (typed.has("--csv")) {
      console.out().print(UsageView.csv(entries));
    } else {
      console.print(
          format,
          () -> UsageView.text(entries, account.id(), console.outStyle()),
          () -> UsageView.data(entries, account.id()));
    }
    return ExitStatus.DONE;
  }

  private static Optional<Instant> moment(Typed typed, String option) throws CommandFailure {
    Optional<String> given = typed.value(option);
    return given.isPresent() ? Optional.of(Moment.parse(option, given.get())) : Optional.empty();
  }
}
