package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.core.registry.IssuingAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Pem;
import dev.photon.crypto.SigningRequest;
import java.util.List;

/** {@code photon registry request}: asks a root that is kept offline for a certificate. */
final class RegistryRequest implements Command {
  static final String HINT = "'photon registry request' makes one, where the registry runs";

  @Override
  public Syntax syntax() {
    return RegistryKeyFolder.options(
            Syntax.command(
                "registry request",
                """
                Makes a key that is to sign for the registry in place of its root, keeps it with the
                registry's keys, and prints the request to carry to the root. Prints the fingerprint of
                the key on standard error. While a request waits for its answer, it prints the same
                again. The registry may run meanwhile.
                """,
                List.of("photon registry request --passphrase-file passphrase > request.pem")))
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    SigningRequest request = RegistryKeyFolder.use(typed, console, IssuingAuthority::request);
    try {
      String fingerprint = request.keyFingerprint();
      console.out().print(Pem.encode(request));
      console.out().flush();
      console.err().println("key " + fingerprint);
    } catch (CertificateRejectedException e) {
      throw new IllegalStateException("our own request is none", e);
    }
    return ExitStatus.DONE;
  }
}
