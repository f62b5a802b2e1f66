package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.crypto.CertificateFile;
import dev.photon.crypto.CertificateRejectedException;
import java.util.Optional;

/** Reads files of certificates that a person names. */
final class CertificateText {
  private static final String STANDARD_INPUT = "-";

  private CertificateText() {}

  /** Reads a file, or standard input; a key in it is mentioned, and not read. */
  static CertificateFile read(Console console, String name) throws CommandFailure {
    boolean standard = name.equals(STANDARD_INPUT);
    String what = standard ? "standard input" : "'" + name + "'";
    String hint = "certificates are read as PEM, as 'openssl x509' writes it";
    String text =
        standard
            ? BoundedText.of(console.in(), what, hint)
            : BoundedText.of(Options.path(name), what, hint);
    try {
      CertificateFile file = CertificateFile.read(text);
      if (file.hasKey()) {
        Commands.tell(
            console,
            what + " has a private key in it, which is passed over",
            Optional.of("give others a file with the certificates alone"));
      }
      return file;
    } catch (CertificateRejectedException e) {
      throw failure(what, hint, e);
    }
  }

  static CommandFailure failure(String what, String hint, CertificateRejectedException e) {
    return new CommandFailure(ExitStatus.USAGE, what + ": " + e.getMessage(), Optional.of(hint), e);
  }
}
