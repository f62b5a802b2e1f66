package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Pem;
import dev.photon.crypto.SigningRequest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code photon root sign}: certifies the authority of the root's registry. */
final class RootSign implements Command {
  private static final int LONGEST_DAYS = 1095;
  private static final int ORDINARY_DAYS = 365;

  @Override
  public Syntax syntax() {
    return RootFolder.options(
            Syntax.command(
                "root sign",
                """
                Certifies the key in a request of 'photon registry request', so that it may sign for
                the registry in the root's place. Prints the answer, for 'photon registry install',
                and on standard error the fingerprint of the key: it must be the one that the request
                printed.
                """,
                List.of(
                    "photon root sign request.pem --folder root > answer.pem",
                    "photon root sign request.pem --folder root --days 180 > answer.pem")))
        .word("FILE", "the request")
        .option(
            Options.text(
                "DAYS",
                "for how long: 1 to 1095 (default: 365; not longer than the root)",
                "--days"))
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    Duration life = life(typed);
    SigningRequest request = request(typed.words().get(0));
    String fingerprint = fingerprint(request, typed.words().get(0));
    List<X509Certificate> answer = RootFolder.use(typed, console, root -> root.sign(request, life));
    console.out().print(Pem.encode(answer));
    console.out().flush();
    console
        .err()
        .println("key " + fingerprint + ", until " + answer.get(0).getNotAfter().toInstant());
    return ExitStatus.DONE;
  }

  private static Duration life(Typed typed) throws CommandFailure {
    Optional<String> given = typed.value("--days");
    if (given.isEmpty()) {
      return Duration.ofDays(ORDINARY_DAYS);
    }
    if (given.get().matches("[0-9]{1,4}")) {
      int days = Integer.parseInt(given.get());
      if (days >= 1 && days <= LONGEST_DAYS) {
        return Duration.ofDays(days);
      }
    }
    throw CommandFailure.usage(
        "--days: '" + given.get() + "' is not a number of days", "use 1 to " + LONGEST_DAYS);
  }

  private static SigningRequest request(String name) throws CommandFailure {
    String what = "'" + name + "'";
    try {
      return Pem.request(BoundedText.of(Options.path(name), what, RegistryRequest.HINT));
    } catch (CertificateRejectedException e) {
      throw failure(what, e);
    }
  }

  private static String fingerprint(SigningRequest request, String name) throws CommandFailure {
    try {
      return request.keyFingerprint();
    } catch (CertificateRejectedException e) {
      throw failure("'" + name + "'", e);
    }
  }

  private static CommandFailure failure(String what, CertificateRejectedException e) {
    return new CommandFailure(
        ExitStatus.USAGE, what + ": " + e.getMessage(), Optional.of(RegistryRequest.HINT), e);
  }
}
