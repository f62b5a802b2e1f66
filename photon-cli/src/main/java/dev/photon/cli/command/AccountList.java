package dev.photon.cli.command;

import dev.photon.cli.view.AccountsView;
import dev.photon.cli.view.Console;
import dev.photon.cli.view.OutputFormat;
import dev.photon.core.client.Account;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.KeptAccount;
import dev.photon.core.client.PhotonClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code photon account list}: the accounts of this person, side by side. */
final class AccountList implements ClientCommand {

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "account list",
            """
            Lists your accounts, at all registries, and says which one is the default: the one that
            commands use where -h names no registry. Asks no server.
            """,
            List.of("photon account list", "photon account list -o json | jq '.accounts[].email'"))
        .option(Options.output())
        .option(StateFolder.option())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    OutputFormat format = Options.output(typed);
    List<KeptAccount> kept = new ArrayList<>();
    for (Account account : client.accounts()) {
      kept.add(client.kept(account));
    }
    Instant now = Instant.now();
    console.print(
        format,
        () -> AccountsView.text(kept, now, console.outStyle()),
        () -> AccountsView.data(kept, now));
    return ExitStatus.DONE;
  }
}
