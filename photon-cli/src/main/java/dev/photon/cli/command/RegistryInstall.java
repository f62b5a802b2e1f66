package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.crypto.CertificateFile;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Trust;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** {@code photon registry install}: takes the answer of a root that is kept offline. */
final class RegistryInstall implements Command {
  @Override
  public Syntax syntax() {
    return RegistryKeyFolder.options(
            Syntax.command(
                "registry install",
                """
                Installs the answer of 'photon root sign' to the request that waits. The registry signs
                by it from its next start on, or within a day if it runs. A registry that has no root
                yet needs to be told which one it is to have, by the fingerprint that 'photon root
                create' printed.
                """,
                List.of(
                    "photon registry install answer.pem --ca-fingerprint sha256:…",
                    "photon registry install answer.pem --passphrase-file passphrase")))
        .word("FILE", "the answer; - is standard input")
        .option(
            Options.text(
                "FINGERPRINT", "the root of a registry that has none yet", "--ca-fingerprint"))
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    Optional<Trust> first = first(typed);
    String name = typed.words().get(0);
    CertificateFile file = CertificateText.read(console, name);
    List<X509Certificate> answer = answer(file, name);
    boolean rootIsHere =
        RegistryKeyFolder.use(
            typed,
            console,
            authority -> {
              Credentials installed = authority.install(answer, first);
              console
                  .out()
                  .println(
                      installed.identity()
                          + " signs for the registry until "
                          + installed.notAfter()
                          + "; root "
                          + CertificateFingerprint.of(installed.root()).text());
              return authority.isRootHere();
            });
    if (rootIsHere) {
      Commands.tell(
          console,
          "the root's key is still with the registry's keys",
          Optional.of("move 'root.pem' to where it is kept offline"));
    }
    return ExitStatus.DONE;
  }

  private static List<X509Certificate> answer(CertificateFile file, String name)
      throws CommandFailure {
    try {
      return file.answer();
    } catch (CertificateRejectedException e) {
      throw CertificateText.failure(
          "'" + name + "'", "'photon root sign' makes an answer, where the root is", e);
    }
  }

  private static Optional<Trust> first(Typed typed) throws CommandFailure {
    try {
      return typed.value("--ca-fingerprint").map(Trust::pinned);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          String.valueOf(e.getMessage()), "'photon root create' has printed it");
    }
  }
}
