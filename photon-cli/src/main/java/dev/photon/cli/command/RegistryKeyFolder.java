package dev.photon.cli.command;

import dev.photon.cli.serve.Folders;
import dev.photon.cli.view.Console;
import dev.photon.core.registry.IssuingAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.KeyProtection;
import dev.photon.crypto.KeyStoreDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The keys of the registry in the state folder, for the commands that use them without it. */
final class RegistryKeyFolder {
  private RegistryKeyFolder() {}

  /** What a command does with the registry's authority. */
  interface Use<T> {
    T of(IssuingAuthority authority)
        throws IOException, CertificateRejectedException, CommandFailure;
  }

  static Syntax.Builder options(Syntax.Builder syntax) {
    return syntax
        .option(KeyOptions.passphraseFile())
        .option(KeyOptions.plainKeys())
        .option(StateFolder.option());
  }

  /** Opens the folder, does what is wished, and tells what went wrong. */
  static <T> T use(Typed typed, Console console, Use<T> use) throws CommandFailure {
    Path server = StateFolder.of(typed, console).resolve("registry");
    try (KeyProtection protection = KeyOptions.of(typed, console, server)) {
      KeyStoreDirectory unused = KeyStoreDirectory.open(server);
      KeyStoreDirectory keys = KeyStoreDirectory.open(Folders.ofKeys(server), protection);
      return use.of(new IssuingAuthority(keys, Clock.systemUTC()));
    } catch (IOException | CertificateRejectedException e) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          String.valueOf(e.getMessage()),
          Optional.of("nothing was changed; the registry's state folder is named with --state"),
          e);
    }
  }
}
