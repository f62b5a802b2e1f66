package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.OutputFormat;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.spi.api.Access;
import java.util.List;

/** {@code photon access list}: who else reaches a deployment. */
final class AccessList implements ClientCommand {
  @Override
  public Syntax syntax() {
    return Syntax.command(
            "access list",
            """
            Lists whom you gave access to your deployment, and until when.
            """,
            List.of("photon access list", "photon access list --name shop -o json"))
        .option(Options.file())
        .option(Hosts.metacenter())
        .option(Clients.name())
        .option(Options.output())
        .option(StateFolder.option())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    OutputFormat format = Options.output(typed);
    List<Access> accesses = client.accesses(Clients.deployment(typed, client));
    console.print(
        format,
        () -> AccessText.text(accesses, console.outStyle()),
        () -> AccessText.data(accesses));
    return ExitStatus.DONE;
  }
}
