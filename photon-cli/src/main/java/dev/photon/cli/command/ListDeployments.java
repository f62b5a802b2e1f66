package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.ListView;
import dev.photon.cli.view.OutputFormat;
import dev.photon.core.client.Account;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.ListedDeployment;
import dev.photon.core.client.PhotonClient;
import dev.photon.spi.api.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code photon list}: the deployments of this person. */
final class ListDeployments implements ClientCommand {

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "list",
            """
            Lists the deployments of your accounts, at all registries or at one.
            """,
            List.of("photon list", "photon list -h registry.example.com -o json"))
        .option(Hosts.registry())
        .option(Options.output())
        .option(StateFolder.option())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    OutputFormat format = Options.output(typed);
    Optional<Endpoint> registry = Hosts.host(typed, Hosts.REGISTRY_PORT);
    List<Account> several = client.accounts(registry);
    List<Account> accounts = several.size() > 1 ? several : List.of(client.account(registry));
    ExpiryNotice.ofAccounts(console, client, accounts);
    List<ListedDeployment> listed = new ArrayList<>();
    for (Account account : accounts) {
      listed.addAll(client.list(account));
    }
    ExpiryNotice.ofAccess(console, client, listed);
    console.print(
        format, () -> ListView.text(listed, console.outStyle()), () -> ListView.data(listed));
    return ExitStatus.DONE;
  }
}
