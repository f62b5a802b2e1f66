package dev.photon.cli.command;

import dev.photon.cli.view.CertificateView;
import dev.photon.cli.view.Console;
import dev.photon.cli.view.Data;
import dev.photon.cli.view.OutputFormat;
import dev.photon.cli.view.Words;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.crypto.CertificateFile;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Identity;
import dev.photon.crypto.InvalidIdentityException;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.Purpose;
import dev.photon.crypto.Trust;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code photon certificate verify}: whether a chain would be accepted, and why not. */
final class CertificateVerify implements Command {

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "certificate verify",
            """
            Checks a chain as Photon checks whoever connects, and says who it is or why it is
            refused. The first certificate is the one in question, its issuer's follows. What a
            registry has revoked is not asked. Exit status: 0 good, 1 refused, 2 could not be read.
            """,
            List.of(
                "photon certificate verify chain.pem",
                "photon certificate verify chain.pem --ca root.pem --as server",
                "photon certificate verify chain.pem --at 2027-01-01 -o json | jq -r .reason"))
        .word("FILE", "the chain as PEM, at most four certificates; - is standard input")
        .option(Options.text("FILE", "the root to trust (default: that of your account)", "--ca"))
        .option(
            Options.text(
                "FINGERPRINT",
                "trusts the root in the chain that has this one",
                "--ca-fingerprint"))
        .option(Options.text("SIDE", "presented as client or server (default: client)", "--as"))
        .option(Options.text("URI", "who it has to be (default: anybody)", "--identity"))
        .option(
            Options.text(
                "TIME", "as of then: 2027-01-01 or 2027-01-01T12:00:00Z (default: now)", "--at"))
        .option(Hosts.registry())
        .option(Options.output())
        .option(StateFolder.option())
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    OutputFormat format = Options.output(typed);
    Purpose purpose = purpose(typed);
    Optional<Identity> expected = expected(typed);
    Clock clock = clock(typed);
    Optional<CertificateFingerprint> pinned = fingerprint(typed);
    CertificateFile file = CertificateText.read(console, typed.words().get(0));
    Trust trust = pinned.isPresent() ? Trust.pinned(pinned.get()) : known(typed, console);
    try {
      List<X509Certificate> chain = file.chain();
      // The root that was pinned is trusted for anybody below it, and not only for the registry.
      Trust roots = new Trust.Known(trust.rootsFor(chain));
      Identity who = new PeerVerifier(roots, clock).verify(chain, purpose, expected);
      print(console, format, "good: " + who, good(who));
      return ExitStatus.DONE;
    } catch (CertificateRejectedException e) {
      String reason = e.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
      String message = Words.line(String.valueOf(e.getMessage()), 1000);
      print(console, format, "refused [" + reason + "]: " + message, refused(reason, message));
      return ExitStatus.REFUSED;
    }
  }

  private static void print(Console console, OutputFormat format, String text, Data data) {
    console.print(format, () -> text + "\n", () -> data);
  }

  private static Data good(Identity who) {
    return Data.fields()
        .add("good", true)
        .add("identity", who.uri())
        .add("role", CertificateView.name(who.role()))
        .build();
  }

  private static Data refused(String reason, String message) {
    return Data.fields().add("good", false).add("reason", reason).add("message", message).build();
  }

  private static Trust known(Typed typed, Console console) throws CommandFailure {
    Optional<String> file = typed.value("--ca");
    if (file.isPresent()) {
      return Trust.root(rootOf(file.get(), console));
    }
    try (PhotonClient client = Clients.open(typed, console)) {
      return client.credentials(client.account(Hosts.host(typed, Hosts.REGISTRY_PORT))).trust();
    } catch (ClientException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "there is no root to trust: " + e.getMessage(),
          Optional.of("name it with --ca FILE or --ca-fingerprint sha256:…"),
          e);
    }
  }

  private static X509Certificate rootOf(String file, Console console) throws CommandFailure {
    String hint = "name a file with the certificate of the root alone";
    try {
      List<X509Certificate> certificates = CertificateText.read(console, file).chain();
      if (certificates.size() == 1) {
        return certificates.get(0);
      }
      throw CommandFailure.usage("--ca: '" + file + "' has several certificates", hint);
    } catch (CertificateRejectedException e) {
      throw CertificateText.failure("--ca: '" + file + "'", hint, e);
    }
  }

  private static Optional<CertificateFingerprint> fingerprint(Typed typed) throws CommandFailure {
    Optional<String> given = typed.value("--ca-fingerprint");
    if (given.isPresent() && typed.has("--ca")) {
      throw CommandFailure.usage(
          "--ca and --ca-fingerprint both say what to trust", "give one of them");
    }
    try {
      return given.map(CertificateFingerprint::parse);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()), "give it with --ca-fingerprint");
    }
  }

  private static Purpose purpose(Typed typed) throws CommandFailure {
    String side = typed.value("--as").orElse("client");
    return switch (side) {
      case "client" -> Purpose.CLIENT;
      case "server" -> Purpose.SERVER;
      default ->
          throw CommandFailure.usage(
              "--as: '" + side + "' is no side of a connection", "use client or server");
    };
  }

  private static Optional<Identity> expected(Typed typed) throws CommandFailure {
    try {
      return typed.value("--identity").map(Identity::parse);
    } catch (InvalidIdentityException e) {
      throw CommandFailure.usage(
          "--identity: " + e.getMessage(), "'photon certificate show' shows how one looks");
    }
  }

  private static Clock clock(Typed typed) throws CommandFailure {
    Optional<String> time = typed.value("--at");
    if (time.isEmpty()) {
      return Clock.systemUTC();
    }
    return Clock.fixed(Moment.parse("--at", time.get()), ZoneOffset.UTC);
  }
}
