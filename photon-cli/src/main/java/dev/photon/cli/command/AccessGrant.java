package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.Data;
import dev.photon.cli.view.OutputFormat;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.Invitation;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.client.RememberedDeployment;
import dev.photon.spi.api.AccessRequest;
import dev.photon.spi.api.Right;
import java.time.Duration;
import java.util.List;

/** {@code photon access grant}: lets somebody else at a deployment. */
final class AccessGrant implements ClientCommand {
  @Override
  public Syntax syntax() {
    return Syntax.command(
            "access grant",
            """
            Gives somebody access to your deployment for a time, in place of what the address had,
            and prints an invitation. Hand it to that person as you would a password: whoever
            accepts it first, with an account at the same registry, has the access. A viewer looks
            at everything; an operator also updates, and sends test notifications.
            """,
            List.of(
                "photon access grant bob@example.com",
                "photon access grant bob@example.com --role operator --for 8h"))
        .word("EMAIL", "whom it is for")
        .option(Options.text("ROLE", "viewer or operator (default: viewer)", "--role"))
        .option(Options.text("TIME", "from 5m to 30d (default: 8h)", "--for"))
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
    String email = typed.words().get(0);
    Right right = AccessText.right(typed.value("--role").orElse("viewer"));
    Duration span =
        WaitingTime.span("--for", typed.value("--for").orElse("8h"), AccessRequest.SHORTEST);
    RememberedDeployment deployment = Clients.deployment(typed, client);
    Invitation invitation = client.invite(deployment, email, right, span);
    console.print(
        format,
        () -> invitation.text() + "\n",
        () ->
            Data.fields()
                .add("email", email)
                .add("role", AccessText.role(right))
                .add("invitation", invitation.text())
                .build());
    if (format == OutputFormat.TEXT) {
      console
          .err()
          .println(
              "hand this to "
                  + email
                  + " alone, who runs: photon access accept INVITATION; it ends in "
                  + typed.value("--for").orElse("8h"));
    }
    return ExitStatus.DONE;
  }
}
