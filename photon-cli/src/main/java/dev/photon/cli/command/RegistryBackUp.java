package dev.photon.cli.command;

import dev.photon.cli.serve.StoreChoice;
import dev.photon.cli.view.Console;
import dev.photon.core.registry.RegistryBackup;
import dev.photon.core.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code photon registry backup}: copies what a registry knows, while it runs. */
final class RegistryBackUp implements Command {
  @Override
  public Syntax syntax() {
    return Syntax.command(
            "registry backup",
            """
            Copies what a registry knows at one moment into a file, while it runs: accounts, what was
            issued and revoked, datacenters, metacenters. The file is made, readable by you alone, and
            appears whole or not at all. The registry's keys are not in it: they hardly ever change;
            keep a copy of the folder 'keys' and of its passphrase elsewhere.
            """,
            List.of(
                "photon registry backup /backup/registry-$(date +%F).db",
                "photon registry backup today.db --state /var/lib/photon"))
        .word("FILE", "the backup, which must not be there yet")
        .option(StateFolder.option())
        .option(Options.quiet())
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    Path backup = Options.path(typed.words().get(0)).toAbsolutePath();
    try {
      long bytes = RegistryBackup.make(database(typed, console), backup);
      if (!typed.has("--quiet")) {
        console.out().println("backup '" + backup + "': " + bytes + " bytes, whole");
      }
      return ExitStatus.DONE;
    } catch (StoreException e) {
      throw failure(e, "no backup was made; the registry's state folder is named with --state");
    }
  }

  static Path database(Typed typed, Console console) throws CommandFailure {
    Path folder = StateFolder.of(typed, console).resolve("registry");
    if (Files.exists(folder.resolve(StoreChoice.NOTE))) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "'" + folder + "' keeps what it knows in a PostgreSQL database",
          "use the tools of that database: pg_dump makes a backup while it serves");
    }
    return folder.resolve("registry.db");
  }

  static CommandFailure failure(StoreException e, String hint) {
    return new CommandFailure(
        ExitStatus.REFUSED, String.valueOf(e.getMessage()), Optional.of(hint), e);
  }
}
