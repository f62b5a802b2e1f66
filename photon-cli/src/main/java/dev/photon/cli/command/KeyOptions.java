package dev.photon.cli.command;

import ch.qos.logback.classic.Level;
import dev.photon.cli.serve.Folders;
import dev.photon.cli.view.Console;
import dev.photon.crypto.KeyProtection;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.Passphrase;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a server's keys are protected: by the passphrase in a file, else in the environment, else
 * that a person types; or, if that is said, not at all.
 */
final class KeyOptions {
  private static final String VARIABLE = "PHOTON_PASSPHRASE";
  private static final String FILE = "--passphrase-file";
  private static final String OLD_FILE = "--old-passphrase-file";
  private static final String PLAIN = "--plain-keys";

  private KeyOptions() {}

  static Syntax.Option passphraseFile() {
    return Options.text(
        "FILE", "holds the passphrase of the keys (default: $" + VARIABLE + ", or asks)", FILE);
  }

  static Syntax.Option oldPassphraseFile() {
    return Options.text(
        "FILE", "holds the passphrase until now; its keys are encrypted anew", OLD_FILE);
  }

  static Syntax.Option plainKeys() {
    return Options.flag("keeps the keys in the clear, without a passphrase", PLAIN);
  }

  /**
   * What was said; a person is asked only if nothing was.
   *
   * @param server the server's folder; where it has no keys yet, a passphrase is typed twice
   */
  static KeyProtection of(Typed typed, Console console, Path server) throws CommandFailure {
    return of(typed, console, server, Folders.ofKeys(server));
  }

  /**
   * What was said, for keys that are not a server's.
   *
   * @param shown what a person knows the folder by
   * @param keys where the keys are
   */
  static KeyProtection of(Typed typed, Console console, Path shown, Path keys)
      throws CommandFailure {
    // Told before a person types a passphrase in vain.
    Level unused = Servers.level(typed, "info");
    Optional<String> old = typed.value(OLD_FILE);
    if (typed.has(PLAIN)) {
      if (old.isPresent() || typed.has(FILE)) {
        throw CommandFailure.usage(
            PLAIN + " does without a passphrase, and a file with one is given",
            "leave one of them out");
      }
      return KeyProtection.PLAIN;
    }
    Passphrase passphrase = passphrase(typed, console, shown, keys);
    return old.isPresent()
        ? KeyProtection.with(passphrase, read(OLD_FILE, old.get()))
        : KeyProtection.with(passphrase);
  }

  private static Passphrase passphrase(Typed typed, Console console, Path shown, Path keys)
      throws CommandFailure {
    Optional<String> file = typed.value(FILE);
    if (file.isPresent()) {
      return read(FILE, file.get());
    }
    Optional<String> variable = console.environment(VARIABLE);
    if (variable.isPresent()) {
      return of(VARIABLE + ": ", variable.get().toCharArray());
    }
    if (console.asksSecrets()) {
      return typedBy(console, shown, keys);
    }
    throw CommandFailure.usage(
        "there is no passphrase to encrypt keys with",
        "give " + FILE + " FILE or set " + VARIABLE + "; " + PLAIN + " keeps them in the clear");
  }

  private static Passphrase read(String option, String file) throws CommandFailure {
    Path path = Options.path(file);
    try {
      return Passphrase.read(path);
    } catch (IOException e) {
      String what =
          e instanceof NoSuchFileException
              ? "there is no file '" + file + "'"
              : String.valueOf(e.getMessage());
      throw new CommandFailure(
          ExitStatus.USAGE,
          option + ": " + what,
          Optional.of("it takes a file with the passphrase as its one line, for its owner alone"),
          e);
    }
  }

  private static Passphrase typedBy(Console console, Path server, Path keys) throws CommandFailure {
    if (!isNew(keys)) {
      return ask(console, "passphrase of the keys in '" + server + "': ");
    }
    Passphrase first =
        ask(
            console,
            "a new passphrase, of "
                + Passphrase.MIN_LENGTH_FOR_NEW_KEYS
                + " characters or more, for the keys in '"
                + server
                + "': ");
    try (Passphrase again = ask(console, "the same once more: ")) {
      if (!first.sameAs(again)) {
        throw CommandFailure.usage("those were two passphrases", "start again, and type one twice");
      }
      return first;
    }
  }

  private static Passphrase ask(Console console, String prompt) throws CommandFailure {
    return of("", console.secret(prompt).orElse(new char[0]));
  }

  private static Passphrase of(String where, char[] secret) throws CommandFailure {
    try {
      return Passphrase.of(secret);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(where + e.getMessage(), "give one line of text");
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  private static boolean isNew(Path keys) throws CommandFailure {
    try {
      return KeyStoreDirectory.isNew(keys);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "cannot look into '" + keys + "'",
          Optional.of("check that you may read it, or name another folder"),
          e);
    }
  }
}
