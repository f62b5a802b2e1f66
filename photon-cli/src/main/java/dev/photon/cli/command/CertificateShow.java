package dev.photon.cli.command;

import dev.photon.cli.view.CertificateView;
import dev.photon.cli.view.Console;
import dev.photon.cli.view.Data;
import dev.photon.cli.view.OutputFormat;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.CertificateSummary;
import dev.photon.crypto.Credentials;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code photon certificate show}: what certificates say of themselves. */
final class CertificateShow implements Command {

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "certificate show",
            """
            Shows each certificate of a PEM file: whose it is, who signed it, how long it counts and
            what for. It says what stands there and proves nothing; 'photon certificate verify'
            does. Keys are never printed.
            """,
            List.of(
                "photon certificate show",
                "photon certificate show chain.pem -o json | jq '.certificates[].notAfter'",
                "openssl s_client -connect localhost:7400 -showcerts < /dev/null |"
                    + " photon certificate show -"))
        .optionalWord(
            "FILE", "at most eight certificates; - is standard input (default: your account's)")
        .option(Hosts.registry())
        .option(Options.output())
        .option(StateFolder.option())
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    OutputFormat format = Options.output(typed);
    List<CertificateSummary> certificates =
        typed.words().isEmpty() ? own(typed, console) : of(typed.words().get(0), console);
    Instant now = Instant.now();
    console.print(
        format,
        () -> CertificateView.text(certificates, now, console.outStyle()),
        () -> Data.fields().add("certificates", CertificateView.data(certificates, now)).build());
    return ExitStatus.DONE;
  }

  private static List<CertificateSummary> of(String name, Console console) throws CommandFailure {
    try {
      return CertificateText.read(console, name).summaries();
    } catch (CertificateRejectedException e) {
      throw CertificateText.failure(
          "'" + name + "'", "it has something else in it than certificates", e);
    }
  }

  /** The account's own, and the roots that it trusts. */
  private static List<CertificateSummary> own(Typed typed, Console console) throws CommandFailure {
    try (PhotonClient client = Clients.open(typed, console)) {
      Credentials own = client.credentials(client.account(Hosts.host(typed, Hosts.REGISTRY_PORT)));
      List<X509Certificate> all = new ArrayList<>(own.chain());
      for (X509Certificate root : own.roots().trusted()) {
        if (!all.contains(root)) {
          all.add(root);
        }
      }
      return all.stream().map(CertificateSummary::of).toList();
    } catch (ClientException e) {
      throw Clients.failure(e);
    }
  }
}
