package dev.photon.cli.command;

import dev.photon.cli.view.AccountsView;
import dev.photon.cli.view.Console;
import dev.photon.cli.view.OutputFormat;
import dev.photon.core.client.Account;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.KeptAccount;
import dev.photon.core.client.PhotonClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code photon account show}: all that is known of one account here. */
final class AccountShow implements ClientCommand {

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "account show",
            """
            Shows one account: its registry and the fingerprint of the registry's root, its
            certificate, and where its key is kept. Asks no server, and prints no key.
            """,
            List.of(
                "photon account show",
                "photon account show registry.example.com",
                "photon account show -o json | jq -r .rootFingerprint"))
        .optionalWord("NAME", "as 'photon account use' takes it (default: the default account)")
        .option(Options.output())
        .option(StateFolder.option())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    OutputFormat format = Options.output(typed);
    Account account =
        typed.words().isEmpty()
            ? client.account(Optional.empty())
            : client.accountNamed(typed.words().get(0));
    KeptAccount kept = client.kept(account);
    Instant now = Instant.now();
    console.print(
        format,
        () -> AccountsView.text(kept, now, console.outStyle()),
        () -> AccountsView.data(kept, now));
    return ExitStatus.DONE;
  }
}
