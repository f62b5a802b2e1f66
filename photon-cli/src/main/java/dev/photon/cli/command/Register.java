package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.core.client.Account;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.spi.api.Endpoint;
import java.util.List;
import java.util.Optional;

/** {@code photon register}: an account at a registry. */
final class Register implements ClientCommand {

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "register",
            """
            Makes an account at a registry: the key pair is made here and never leaves, the
            certificate comes from the registry. The registry is known by the fingerprint of its
            root certificate, which 'photon registry serve' prints; at a terminal it may be
            confirmed instead. A code that the registry mails is asked for at a terminal; with
            '--code -' it is read from standard input, where no process list shows it. Registering
            again renews the certificate of the same key once less than a third of its time is left;
            another e-mail address is another account.
            """,
            List.of(
                "photon register ada@example.com -h registry.example.com --ca-fingerprint sha256:3f…",
                "photon register ada@example.com -h localhost",
                "photon register ada@example.com -h localhost --code - <code.txt"))
        .word("EMAIL", "where the registry's operator can write to")
        .option(Hosts.registry())
        .option(
            Options.text(
                "FINGERPRINT",
                "of the registry's root: sha256: and 64 hex digits",
                "--ca-fingerprint"))
        .option(
            Options.text(
                "CODE",
                "what the registry has mailed, or - to read it from standard input",
                "--code"))
        .option(StateFolder.option())
        .option(Options.quiet())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    String email = typed.words().get(0);
    if (!email.matches("[^\\s@]{1,64}@[^\\s@]{1,189}")) {
      throw CommandFailure.usage("'" + email + "' is not an e-mail address", "write NAME@DOMAIN");
    }
    Endpoint registry =
        Hosts.host(typed, Hosts.REGISTRY_PORT)
            .orElse(Endpoint.of("localhost", Hosts.REGISTRY_PORT));
    Optional<CertificateFingerprint> given = given(typed);
    Optional<String> code = code(typed, console);
    Optional<CertificateFingerprint> sure = given.isPresent() ? given : known(client, registry);
    CertificateFingerprint pinned =
        sure.isPresent() ? sure.get() : confirmed(console, client, registry);
    Account account = registered(console, client, registry, pinned, email, code);
    if (!typed.has("--quiet")) {
      console
          .out()
          .println(
              "registered "
                  + account.email()
                  + " as "
                  + account.id()
                  + " at "
                  + account.registry()
                  + " ("
                  + account.endpoint().address()
                  + ")");
    }
    return ExitStatus.DONE;
  }

  /** Asks for the code that a registry has mailed, where somebody is at a terminal. */
  private static Account registered(
      Console console,
      PhotonClient client,
      Endpoint registry,
      CertificateFingerprint pinned,
      String email,
      Optional<String> code)
      throws ClientException {
    try {
      return client.register(registry, pinned, email, code);
    } catch (ClientException e) {
      if (!e.reason().equals(Optional.of("address-unproven")) || !console.interactive()) {
        throw e;
      }
      String typed = Question.text(console, e.getMessage() + "\ncode: ");
      return client.register(registry, pinned, email, Optional.of(typed));
    }
  }

  private static Optional<String> code(Typed typed, Console console) throws CommandFailure {
    Optional<String> given = typed.value("--code");
    if (!given.equals(Optional.of("-"))) {
      return given;
    }
    String hint = "it is the code that the registry has mailed";
    String code = BoundedText.of(console.in(), "standard input", hint).strip();
    if (code.isEmpty()) {
      throw CommandFailure.usage("there is no code on standard input", hint);
    }
    return Optional.of(code);
  }

  private static Optional<CertificateFingerprint> given(Typed typed) throws CommandFailure {
    Optional<String> given = typed.value("--ca-fingerprint");
    try {
      return given.map(CertificateFingerprint::parse);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()), "give it with --ca-fingerprint");
    }
  }

  /** What the accounts that are kept here know the registry by, if they agree. */
  private static Optional<CertificateFingerprint> known(PhotonClient client, Endpoint registry)
      throws ClientException {
    List<CertificateFingerprint> known =
        client.accounts(Optional.of(registry)).stream()
            .map(Account::fingerprint)
            .distinct()
            .toList();
    return known.size() == 1 ? Optional.of(known.get(0)) : Optional.empty();
  }

  private static CertificateFingerprint confirmed(
      Console console, PhotonClient client, Endpoint registry)
      throws CommandFailure, ClientException {
    if (!console.interactive()) {
      throw CommandFailure.usage(
          "a registry that is not known yet needs --ca-fingerprint",
          "'photon registry serve' prints it; ask the registry's operator");
    }
    CertificateFingerprint claimed = client.claimedFingerprint(registry);
    boolean confirmed =
        Question.yes(
            console,
            "The registry at "
                + registry.address()
                + " says that its root has the fingerprint\n  "
                + claimed
                + "\nIs that what its operator told you?");
    if (!confirmed) {
      throw new CommandFailure(ExitStatus.REFUSED, "not confirmed; nothing was kept");
    }
    return claimed;
  }
}
