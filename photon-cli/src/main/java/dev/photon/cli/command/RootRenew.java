package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.core.registry.OfflineRoot;
import dev.photon.crypto.Credentials;
import java.time.Instant;
import java.util.List;

/** {@code photon root renew}: the root's successor. */
final class RootRenew implements Command {
  private static final String EARLY = "--early";

  @Override
  public Syntax syntax() {
    return RootFolder.options(
            Syntax.command(
                "root renew",
                """
                Makes the next root of the same registry, which each of the two vouches for: whoever
                trusts one comes to trust both, and the older one counts to its end. Its key is
                forgotten at once. Afterwards have the next root sign the registry's authority: until
                then nobody hears of it.
                """,
                List.of("photon root renew --folder root --passphrase-file passphrase")))
        .option(Options.flag("although the root counts for more than another year", EARLY))
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    Credentials next =
        RootFolder.use(
            typed,
            console,
            root -> {
              Credentials current = root.read();
              boolean due =
                  current.validity().left(Instant.now()).compareTo(OfflineRoot.OVERLAP) <= 0;
              if (!due && !typed.has(EARLY)) {
                throw CommandFailure.usage(
                    "the root counts until " + current.notAfter(),
                    "it needs a successor a year before that; " + EARLY + " makes it now");
              }
              return root.renew();
            });
    console.out().print(RootFolder.text(next));
    return ExitStatus.DONE;
  }
}
