package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.core.registry.OfflineRoot;
import java.util.List;

/** {@code photon root create}: the root of a registry that is to be kept offline. */
final class RootCreate implements Command {
  @Override
  public Syntax syntax() {
    return RootFolder.options(
            Syntax.command(
                "root create",
                """
                Makes the root of a new registry: its key, its name and its certificate for ten years.
                Do it on a machine without a network, and keep the folder and its passphrase apart. The
                registry then signs by a key of its own, which the root certifies for a year at a time:

                  photon registry request > request.pem     where the registry runs
                  photon root sign request.pem > answer.pem where the root is
                  photon registry install answer.pem        where the registry runs
                """,
                List.of("photon root create --folder root --passphrase-file passphrase")))
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    console.out().print(RootFolder.text(RootFolder.use(typed, console, OfflineRoot::create)));
    return ExitStatus.DONE;
  }
}
