package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.core.client.Account;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.DeploymentName;
import dev.photon.core.client.Invitation;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.client.RememberedDeployment;
import dev.photon.spi.api.Endpoint;
import java.util.List;
import java.util.Optional;

/** {@code photon access accept}: takes up an invitation. */
final class AccessAccept implements ClientCommand {
  @Override
  public Syntax syntax() {
    return Syntax.command(
            "access accept",
            """
            Accepts an invitation to a deployment of somebody else, with a key that is made here and an
            account at the same registry. Afterwards the deployment is known here by its name. With - the
            invitation is read from standard input, where no process list shows it.
            """,
            List.of(
                "photon access accept - <invitation.txt",
                "photon access accept photon-access:r1-… --name their-shop"))
        .word("INVITATION", "what the owner handed to you, or -")
        .option(Hosts.registry())
        .option(Options.text("NAME", "what to call it here (default: as its owner does)", "--name"))
        .option(StateFolder.option())
        .option(Options.quiet())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    Invitation invitation = invitation(typed.words().get(0), console);
    Account account = account(typed, client, invitation);
    Optional<DeploymentName> name =
        typed.value("--name").isPresent() ? Optional.of(Clients.name(typed)) : Optional.empty();
    RememberedDeployment deployment = client.accept(account, invitation, name);
    if (!typed.has("--quiet")) {
      console
          .out()
          .println(
              "you have access to "
                  + deployment.name()
                  + "; try: photon status --name "
                  + deployment.name());
    }
    return ExitStatus.DONE;
  }

  /** At the registry of the invitation, unless another one is named. */
  private static Account account(Typed typed, PhotonClient client, Invitation invitation)
      throws CommandFailure, ClientException {
    Optional<Endpoint> registry = Hosts.host(typed, Hosts.REGISTRY_PORT);
    List<Account> there =
        client.accounts(registry).stream()
            .filter(account -> account.registry().equals(invitation.registry()))
            .toList();
    return there.size() == 1 ? there.get(0) : client.account(registry);
  }

  private static Invitation invitation(String given, Console console) throws CommandFailure {
    String hint = "it is one line that begins with photon-access: and ends in 64 hex digits";
    String text = given.equals("-") ? BoundedText.of(console.in(), "standard input", hint) : given;
    try {
      return Invitation.parse(text);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()), hint);
    }
  }
}
