package dev.photon.cli.command;

import dev.photon.cli.serve.MetacenterServer;
import dev.photon.cli.serve.Operator;
import dev.photon.cli.view.Console;
import dev.photon.spi.api.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code photon metacenter serve}: a host of metacenters. */
final class MetacenterServe implements Command {
  private static final long LONGEST_TOKEN = 4096;

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "metacenter serve",
            """
            Runs a host of metacenters, the managers of deployments, for a registry at which you
            have an account. The first start needs the registry's enrol token. Prints a line that
            begins with 'ready' when it serves. SIGTERM ends it; the deployments go on.
            """,
            List.of(
                "photon metacenter serve --enrol-token-file enrol-token",
                "photon metacenter serve --listen 0.0.0.0:7401 --public-host mc.example.com",
                "photon metacenter serve --notify-option email.smtp-host=smtp.example.com"))
        .option(Servers.registry())
        .option(
            Options.text(
                "FILE", "holds the token that 'photon registry serve' made", "--enrol-token-file"))
        .option(Servers.listen(Hosts.METACENTER_PORT))
        .option(Servers.publicHost())
        .option(
            Options.texts(
                "TYPE.NAME=VALUE", "an option of a notifier; may be repeated", "--notify-option"))
        .option(
            Options.text(
                "FILE",
                "holds such options, one a line, for those that are secret",
                "--notify-options-file"))
        .option(KeyOptions.passphraseFile())
        .option(KeyOptions.oldPassphraseFile())
        .option(KeyOptions.plainKeys())
        .option(StateFolder.option())
        .option(Servers.logLevel())
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    Endpoint listen = Servers.listen(typed, Hosts.METACENTER_PORT);
    Operator operator = Servers.operator(typed, console);
    Optional<String> tokenFile = typed.value("--enrol-token-file");
    Optional<String> token =
        tokenFile.isPresent()
            ? Optional.of(read("--enrol-token-file", tokenFile.get()).strip())
            : Optional.empty();
    Map<String, String> notifiers = notifierOptions(typed);
    Path folder = StateFolder.of(typed, console).resolve("metacenter");
    MetacenterServer.Options options =
        new MetacenterServer.Options(
            folder,
            KeyOptions.of(typed, console, folder),
            operator,
            token,
            listen,
            Servers.publicHost(typed, listen),
            notifiers);
    return Servers.serve(
        typed,
        console,
        () -> MetacenterServer.start(options),
        server ->
            "metacenter "
                + server.endpoint().address()
                + " registry "
                + operator.account().endpoint().address());
  }

  private static Map<String, String> notifierOptions(Typed typed) throws CommandFailure {
    Optional<String> file = typed.value("--notify-options-file");
    List<String> lines =
        file.isPresent()
            ? read("--notify-options-file", file.get())
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList()
            : List.of();
    Map<String, String> options = Options.pairs("--notify-options-file", lines);
    options.putAll(Options.pairs(typed, "--notify-option"));
    return options;
  }

  private static String read(String option, String file) throws CommandFailure {
    Path path = Options.path(file);
    try {
      if (Files.size(path) > LONGEST_TOKEN) {
        throw CommandFailure.usage(option + ": '" + file + "' is too long", "name another file");
      }
      return Files.readString(path);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          option + ": cannot read '" + file + "'",
          Optional.of("check that it exists and that you may read it"),
          e);
    }
  }
}
