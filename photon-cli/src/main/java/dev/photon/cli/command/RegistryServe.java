package dev.photon.cli.command;

import dev.photon.cli.serve.RegistryServer;
import dev.photon.cli.view.Console;
import dev.photon.spi.api.Endpoint;
import java.nio.file.Path;
import java.util.List;

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
                "photon registry serve --passphrase-file new --old-passphrase-file passphrase",
                "photon registry serve --mail-option smtp-host=mx --mail-option from=ops@example.com"))
        .option(Servers.listen(Hosts.REGISTRY_PORT))
        .option(Servers.publicHost())
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
}
