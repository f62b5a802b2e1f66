package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.core.client.Account;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Revoking;
import java.util.List;
import java.util.Optional;

/** {@code photon revoke}: has somebody refused before the certificate ends. */
final class Revoke implements Command {
  /** What can be revoked. */
  enum Kind {
    ACCOUNT("account", "an account", "0f3a41c2d5e6b798"),
    DATACENTER("datacenter", "a datacenter", "west-1f2e3d4c"),
    METACENTER("metacenter", "a deployment's metacenter", "shop-1f2e3d4c");

    private final String word;
    private final String phrase;
    private final String example;

    Kind(String word, String phrase, String example) {
      this.word = word;
      this.phrase = phrase;
      this.example = example;
    }
  }

  private final Kind kind;

  Revoke(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Syntax syntax() {
    String name = "revoke " + kind.word;
    return Syntax.command(
            name,
            """
            Has the registry refuse %s from now on.
            It signs a list that all servers ask for every few seconds, and end open streams by.
            This cannot be undone. What is your own you may revoke; for all else the registry's
            operator shows the token that 'photon registry serve' keeps in its state folder.
            """
                .formatted(kind.phrase),
            List.of(
                "photon " + name + " " + kind.example,
                "photon "
                    + name
                    + " "
                    + kind.example
                    + " --reason 'stolen key' --operator-token-file token"))
        .word("ID", "as lists and logs name it")
        .option(Options.text("TEXT", "why, for the registry's log", "--reason"))
        .option(Options.text("FILE", "the registry's operator token", "--operator-token-file"))
        .option(Options.flag("does not ask", "--yes"))
        .option(Hosts.registry())
        .option(StateFolder.option())
        .option(Options.quiet())
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    String id = typed.words().get(0);
    Revoking revoking = revoking(typed);
    try (PhotonClient client = Clients.open(typed, console)) {
      Account as = client.account(Hosts.host(typed, Hosts.REGISTRY_PORT));
      String what = kind.word + " " + id;
      Question.confirm(
          typed,
          console,
          "that " + what + " is revoked for good",
          "revoke it",
          "Revoke " + what + " for good?",
          "not revoked");
      switch (kind) {
        case ACCOUNT -> client.revokeAccount(as, new AccountId(id), revoking);
        case DATACENTER -> client.revokeDatacenter(as, new DatacenterId(id), revoking);
        case METACENTER -> client.revokeMetacenter(as, new DeploymentId(id), revoking);
      }
      if (!typed.has("--quiet")) {
        console.out().println("revoked " + kind.word + " " + id);
      }
      return ExitStatus.DONE;
    } catch (ClientException e) {
      throw Clients.failure(e);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          String.valueOf(e.getMessage()), "'photon account show' and 'photon list' tell ids");
    }
  }

  private static Revoking revoking(Typed typed) throws CommandFailure {
    Optional<String> file = typed.value("--operator-token-file");
    Optional<String> token =
        file.isPresent()
            ? Optional.of(
                BoundedText.of(
                        Options.path(file.get()),
                        "the operator token in '" + file.get() + "'",
                        "it is in the state folder of the registry; its owner alone can read it")
                    .strip())
            : Optional.empty();
    try {
      return new Revoking(typed.value("--reason").orElse("unspecified"), token);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          String.valueOf(e.getMessage()), "give another reason, or the token's own file");
    }
  }
}
