package dev.photon.cli.command;

import ch.qos.logback.classic.Level;
import dev.photon.cli.serve.Logging;
import dev.photon.cli.serve.Operator;
import dev.photon.cli.serve.RunningServer;
import dev.photon.cli.serve.ServeException;
import dev.photon.cli.serve.Termination;
import dev.photon.cli.view.Console;
import dev.photon.core.client.Account;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.crypto.Credentials;
import dev.photon.spi.api.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the commands that serve have in common. */
final class Servers {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Servers() {}

  static Syntax.Option listen(int port) {
    return Options.text(
        "ADDRESS", "where to serve, as host:port (default: 127.0.0.1:" + port + ")", "--listen");
  }

  static Syntax.Option publicHost() {
    return Options.text(
        "HOST",
        "by what name or address others reach this (default: that of --listen)",
        "--public-host");
  }

  static Syntax.Option logLevel() {
    return Options.text(
        "LEVEL",
        "what is logged to standard error: error, warn, info, debug, trace (default: info)",
        "--log-level");
  }

  static Syntax.Option registry() {
    return Options.text(
        "HOST",
        "the registry that you have an account at (default: that of your default account)",
        "-h",
        "--registry");
  }

  static Endpoint listen(Typed typed, int port) throws CommandFailure {
    Optional<String> given = typed.value("--listen");
    return Hosts.parse("--listen", given.orElse("127.0.0.1"), port);
  }

  /** A wildcard address is nobody's: others then reach this by the machine's name. */
  static String publicHost(Typed typed, Endpoint listen) {
    return typed
        .value("--public-host")
        .orElseGet(
            () ->
                listen.host().equals("0.0.0.0") || listen.host().equals("::")
                    ? machine()
                    : listen.host());
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  static Level level(Typed typed, String otherwise) throws CommandFailure {
    String name = typed.value("--log-level").orElse(otherwise);
    Optional<Level> level = Logging.level(name);
    if (level.isEmpty()) {
      throw CommandFailure.usage(
          "--log-level: '" + name + "' is not a level", "use error, warn, info, debug or trace");
    }
    return level.get();
  }

  /** The account in the state folder that a server acts as. */
  static Operator operator(Typed typed, Console console) throws CommandFailure {
    Optional<String> host = typed.value("--registry");
    Optional<Endpoint> registry =
        host.isPresent()
            ? Optional.of(Hosts.parse("--registry", host.get(), Hosts.REGISTRY_PORT))
            : Optional.empty();
    try (PhotonClient client = Clients.open(typed, console)) {
      Account account = client.account(registry);
      return new Operator(
          account, client.credentials(account), () -> renewed(typed, console, account));
    } catch (ClientException e) {
      throw Clients.failure(e);
    }
  }

  private static Credentials renewed(Typed typed, Console console, Account account)
      throws CommandFailure, ClientException {
    try (PhotonClient client = Clients.open(typed, console)) {
      return client.renew(account);
    }
  }

  /** Starts a server, says that it is ready, and ends it in good order when that is wished. */
  static <S extends RunningServer> int serve(
      Typed typed, Console console, Supplier<S> start, Function<S, String> ready)
      throws CommandFailure {
    Logging.toStandardError(level(typed, "info"));
    Termination termination = Termination.listen(PATIENCE);
    int status = ExitStatus.REFUSED;
    try (S server = start.get()) {
      console.out().println("ready " + ready.apply(server));
      console.flush();
      termination.await();
      status = ExitStatus.DONE;
    } catch (ServeException e) {
      throw failure(e);
    } finally {
      termination.done(status);
    }
    return status;
  }

  static CommandFailure failure(ServeException e) {
    return new CommandFailure(ExitStatus.REFUSED, e.getMessage(), e.hint(), e);
  }
}
