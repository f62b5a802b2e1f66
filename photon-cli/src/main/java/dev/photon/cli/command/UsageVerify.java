package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.OutputFormat;
import dev.photon.cli.view.UsageCheckView;
import dev.photon.core.client.Account;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.client.UsageCheck;
import java.util.List;

/** {@code photon usage verify}: whether the registry's ledger is whole. */
final class UsageVerify implements ClientCommand {

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "usage verify",
            """
            Checks all that the registry's ledger says of your leases: that each entry follows
            the one before it, that its hash is that of what it says, that it charges what is due,
            and that nothing is gone or changed since you last checked. Exit status: 0 whole,
            1 with a line for each fault.
            """,
            List.of("photon usage verify", "photon usage verify -h registry.example.com -o json"))
        .option(Hosts.registry())
        .option(Options.output())
        .option(StateFolder.option())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    OutputFormat format = Options.output(typed);
    Account account = client.account(Hosts.host(typed, Hosts.REGISTRY_PORT));
    ExpiryNotice.ofAccounts(console, client, List.of(account));
    UsageCheck check = client.checkUsage(account);
    console.print(format, () -> UsageCheckView.text(check), () -> UsageCheckView.data(check));
    return check.whole() ? ExitStatus.DONE : ExitStatus.REFUSED;
  }
}
