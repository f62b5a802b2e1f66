package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.core.registry.OfflineRoot;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.KeyProtection;
import dev.photon.crypto.KeyStoreDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The folder of a root that is kept offline, for the commands that use it. */
final class RootFolder {
  private static final String NAME = "--folder";

  private RootFolder() {}

  /** What a command does with the root. */
  interface Use<T> {
    T of(OfflineRoot root) throws IOException, CertificateRejectedException, CommandFailure;
  }

  static Syntax.Builder options(Syntax.Builder syntax) {
    return syntax
        .option(Options.text("FOLDER", "where the root is kept (default: the one here)", NAME))
        .option(KeyOptions.passphraseFile())
        .option(KeyOptions.plainKeys());
  }

  /** Opens the folder, does what is wished, and tells what went wrong. */
  static <T> T use(Typed typed, Console console, Use<T> use) throws CommandFailure {
    Path folder = Options.path(typed.value(NAME).orElse("."));
    try (KeyProtection protection = KeyOptions.of(typed, console, folder, folder)) {
      return use.of(new OfflineRoot(KeyStoreDirectory.open(folder, protection), Clock.systemUTC()));
    } catch (IOException | CertificateRejectedException e) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          String.valueOf(e.getMessage()),
          Optional.of("the root's folder is named with --folder, and is its owner's alone"),
          e);
    }
  }

  /** The lines by which a root is known. */
  static String text(Credentials root) {
    return "registry     "
        + root.identity().registry()
        + "\nfingerprint  "
        + CertificateFingerprint.of(root.root()).text()
        + "\ncounts until "
        + root.notAfter()
        + "\n";
  }
}
