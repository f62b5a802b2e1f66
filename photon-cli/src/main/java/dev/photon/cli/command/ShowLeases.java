package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.LeasesView;
import dev.photon.cli.view.OutputFormat;
import dev.photon.core.client.Account;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.spi.api.Lease;
import java.util.List;

/** {@code photon leases} and {@code photon datacenter leases}: what is leased, and for how much. */
final class ShowLeases implements ClientCommand {
  private final Side side;

  /** Whose leases they are. */
  enum Side {
    /** Those who deploy. */
    DEPLOYMENTS,
    /** Those who offer. */
    DATACENTERS
  }

  ShowLeases(Side side) {
    this.side = side;
  }

  @Override
  public Syntax syntax() {
    Syntax.Builder syntax =
        side == Side.DEPLOYMENTS
            ? Syntax.command(
                "leases",
                """
                Lists the leases of your deployments: which room is held for them in which
                datacenters, and what each costs while it lasts. Closed ones are not listed.
                """,
                List.of("photon leases", "photon leases -h registry.example.com -o json"))
            : Syntax.command(
                "datacenter leases",
                """
                Lists the leases in your datacenters: for which deployments they hold room, and
                what each brings while it lasts. Closed ones are not listed.
                """,
                List.of("photon datacenter leases", "photon datacenter leases -o json"));
    return syntax
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
    List<Lease> leases =
        side == Side.DEPLOYMENTS
            ? client.leasesOfDeployments(account)
            : client.leasesInDatacenters(account);
    console.print(
        format, () -> LeasesView.text(leases, console.outStyle()), () -> LeasesView.data(leases));
    return ExitStatus.DONE;
  }
}
