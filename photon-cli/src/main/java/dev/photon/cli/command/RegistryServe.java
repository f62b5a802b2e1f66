package dev.photon.cli.command;

import dev.photon.cli.serve.RegistryServer;
import dev.photon.cli.view.Console;
import dev.photon.spi.api.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code photon registry serve}: the meeting place. */
final class RegistryServe implements Command {

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "registry serve",
            """
            Runs a registry: accounts, certificates, the market. Prints a line that begins with
            'ready' when it serves: its address, the fingerprint that first contacts need, and the
            file with the token that makes an account a metacenter host. SIGTERM ends it.
            """,
            List.of(
                "photon registry serve --passphrase-file passphrase",
                "photon registry serve --listen 0.0.0.0:7400 --public-host registry.example.com",
                "photon registry serve --store jdbc:postgresql://db.example.com/photon?user=photon",
                "photon registry serve --passphrase-file new --old-passphrase-file passphrase",
                "photon registry serve --mail-option smtp-host=mx --mail-option from=ops@example.com"))
        .option(Servers.listen(Hosts.REGISTRY_PORT))
        .option(Servers.publicHost())
        .option(
            Options.text(
                "URL",
                "a PostgreSQL database instead of a file, jdbc:postgresql://HOST/NAME; kept in mind",
                "--store"))
        .option(KeyOptions.passphraseFile())
        .option(KeyOptions.oldPassphraseFile())
        .option(KeyOptions.plainKeys())
        .option(
            Options.texts(
                "NAME=VALUE",
                "mails a code to each who registers, by smtp-host, from and so on; may be repeated",
                "--mail-option"))
        .option(StateFolder.option())
        .option(Servers.logLevel())
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    Endpoint listen = Servers.listen(typed, Hosts.REGISTRY_PORT);
    Path folder = StateFolder.of(typed, console).resolve("registry");
    RegistryServer.Options options =
        new RegistryServer.Options(
            folder,
            KeyOptions.of(typed, console, folder),
            listen,
            Servers.publicHost(typed, listen),
            store(typed),
            Options.pairs(typed, "--mail-option"));
    return Servers.serve(
        typed,
        console,
        () -> RegistryServer.start(options),
        server ->
            "registry "
                + server.endpoint().address()
                + " ca-fingerprint "
                + server.fingerprint()
                + " enrol-token-file "
                + options.enrolTokenFile());
  }

  private static Optional<String> store(Typed typed) throws CommandFailure {
    Optional<String> url = typed.value("--store");
    if (url.isEmpty()) {
      return url;
    }
    if (!url.get().startsWith("jdbc:postgresql:")) {
      throw CommandFailure.usage(
          "--store: this is no URL of a PostgreSQL database",
          "write it as jdbc:postgresql://HOST/NAME?user=USER; without --store, a file is used");
    }
    if (url.get().toLowerCase(Locale.ROOT).contains("password=")) {
      throw CommandFailure.usage(
          "--store: whoever lists the processes of this machine would see the password",
          "put it into ~/.pgpass, or into a file that PGPASSFILE names");
    }
    return url;
  }
}
