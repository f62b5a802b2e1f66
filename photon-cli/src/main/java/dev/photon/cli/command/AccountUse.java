package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.core.client.Account;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import java.util.List;

/** {@code photon account use}: which account is meant where none is named. */
final class AccountUse implements ClientCommand {

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "account use",
            """
            Makes an account the default: the one that commands use where -h names no registry, or
            one at which you have several. Servers that run already keep theirs.
            """,
            List.of(
                "photon account use registry.example.com",
                "photon account use bob@example.com",
                "photon account use 3f9a01bc3f9a01bc"))
        .word("NAME", "its registry's address or name, its e-mail or its id")
        .option(StateFolder.option())
        .option(Options.quiet())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    Account account = client.accountNamed(typed.words().get(0));
    client.useAccount(account);
    if (!typed.has("--quiet")) {
      console
          .out()
          .println(
              "the default is "
                  + account.email()
                  + " at "
                  + account.endpoint().address()
                  + " ("
                  + account.registry()
                  + ")");
    }
    return ExitStatus.DONE;
  }
}
