package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.core.registry.RegistryBackup;
import dev.photon.core.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** {@code photon registry restore}: puts a backup in the place of what a registry knows. */
final class RegistryRestore implements Command {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "registry restore",
            """
            Puts a backup in the place of what a registry knows; the registry must not run. What there
            was is kept beside it. What has happened since the backup is not known any more: who was
            revoked since then has to be revoked again, accounts and datacenters that were made since
            then have to be made again.
            """,
            List.of(
                "photon registry restore /backup/registry-2026-11-25.db",
                "photon registry restore today.db --state /var/lib/photon --yes"))
        .word("FILE", "a file of 'photon registry backup'")
        .option(Options.flag("does not ask", "--yes"))
        .option(StateFolder.option())
        .option(Options.quiet())
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    Clock clock = Clock.systemUTC();
    Path backup = Options.path(typed.words().get(0)).toAbsolutePath();
    Path database = RegistryBackUp.database(typed, console);
    Path kept = database.resolveSibling("registry.db.before-" + STAMP.format(clock.instant()));
    Question.confirm(
        typed,
        console,
        "that '" + backup + "' is put in its place",
        "restore it",
        "Put '" + backup + "' in the place of what the registry knows?",
        "not restored");
    try {
      RegistryBackup.restore(backup, database, kept, clock);
      if (!typed.has("--quiet")) {
        String before = Files.exists(kept) ? "; what there was is '" + kept + "'" : "";
        console.out().println("restored '" + backup + "'" + before);
      }
      return ExitStatus.DONE;
    } catch (StoreException e) {
      throw RegistryBackUp.failure(
          e, "nothing was changed; the registry's state folder is named with --state");
    }
  }
}
