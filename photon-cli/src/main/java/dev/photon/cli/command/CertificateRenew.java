package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.crypto.Credentials;
import java.util.List;

/** {@code photon certificate renew}: certifies a key anew. */
final class CertificateRenew implements ClientCommand {
  @Override
  public Syntax syntax() {
    return Syntax.command(
            "certificate renew",
            """
            Has your account's key certified anew by its registry before its certificate ends, or with
            --name your access to a deployment by its metacenter. Commands do the same in passing when a
            third of the time is left; what has ended already needs 'photon register EMAIL' again.
            """,
            List.of("photon certificate renew", "photon certificate renew --name shop"))
        .option(Hosts.registry())
        .option(Options.text("NAME", "the access to this deployment instead", "--name"))
        .option(StateFolder.option())
        .option(Options.quiet())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    Credentials renewed =
        typed.value("--name").isPresent()
            ? client.renew(Clients.deployment(typed, client))
            : client.renew(client.account(Hosts.host(typed, Hosts.REGISTRY_PORT)));
    if (!typed.has("--quiet")) {
      console
          .out()
          .println(
              "the certificate of " + renewed.identity() + " counts until " + renewed.notAfter());
    }
    return ExitStatus.DONE;
  }
}
