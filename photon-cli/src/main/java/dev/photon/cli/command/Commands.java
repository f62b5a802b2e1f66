package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.Style;
import dev.photon.cli.view.Words;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All commands by name, and how one of them is run. */
public final class Commands {
  private static final int LONGEST_MESSAGE = 2000;

  private Commands() {}

  /** Runs what was typed, tells errors on the console, and returns the exit status. */
  public static int run(Console console, String... args) {
    try {
      return dispatch(console, args);
    } catch (CommandFailure e) {
      tell(console, e.getMessage(), e.hint());
      debug(console, e);
      return e.status();
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      tell(
          console,
          "this is a fault of photon: " + e,
          Optional.of("PHOTON_DEBUG=1 prints where; please report it"));
      debug(console, e);
      return ExitStatus.REFUSED;
    }
  }

  private static int dispatch(Console console, String... args) throws CommandFailure {
    if (args.length == 0) {
      console.err().print(Overview.text(console.errStyle()));
      return ExitStatus.USAGE;
    }
    if (args[0].equals("--help") || args[0].equals("help")) {
      console.out().print(Overview.text(console.outStyle()));
      return ExitStatus.DONE;
    }
    if (args[0].equals("--version") || args[0].equals("-V")) {
      console.out().println("photon " + Overview.version());
      return ExitStatus.DONE;
    }
    // The longer name first: 'usage verify' is not 'usage' with a word behind it.
    Command command = args.length > 1 ? named(args[0] + " " + args[1]) : null;
    if (command != null) {
      return run(command, console, Arrays.copyOfRange(args, 2, args.length));
    }
    command = named(args[0]);
    if (command != null) {
      return run(command, console, Arrays.copyOfRange(args, 1, args.length));
    }
    throw Overview.unknown(args);
  }

  /** The class of a command is loaded when that command is used. */
  private static @Nullable Command named(String name) {
    return switch (name) {
      case "validate" -> new Validate();
      case "config" -> new ConfigCommand();
      case "include" -> new Include();
      case "explain" -> new Explain();
      case "schema" -> new Schema();
      case "register" -> new Register();
      case "account list" -> new AccountList();
      case "account use" -> new AccountUse();
      case "account show" -> new AccountShow();
      case "certificate show" -> new CertificateShow();
      case "certificate verify" -> new CertificateVerify();
      case "certificate renew" -> new CertificateRenew();
      case "access grant" -> new AccessGrant();
      case "access list" -> new AccessList();
      case "access revoke" -> new AccessRevoke();
      case "access accept" -> new AccessAccept();
      case "access leave" -> new AccessLeave();
      case "revoke account" -> new Revoke(Revoke.Kind.ACCOUNT);
      case "revoke datacenter" -> new Revoke(Revoke.Kind.DATACENTER);
      case "revoke metacenter" -> new Revoke(Revoke.Kind.METACENTER);
      case "create" -> new Create();
      case "list" -> new ListDeployments();
      case "search" -> new Search();
      case "leases" -> new ShowLeases(ShowLeases.Side.DEPLOYMENTS);
      case "usage" -> new ShowUsage();
      case "usage verify" -> new UsageVerify();
      case "update" -> new Update();
      case "delete" -> new Delete();
      case "status" -> new Status();
      case "connections" -> new ShowConnections();
      case "graph" -> new Graph();
      case "notify" -> new Notify();
      case "dev" -> new Dev();
      case "root create" -> new RootCreate();
      case "root sign" -> new RootSign();
      case "root renew" -> new RootRenew();
      case "registry request" -> new RegistryRequest();
      case "registry install" -> new RegistryInstall();
      case "registry backup" -> new RegistryBackUp();
      case "registry restore" -> new RegistryRestore();
      case "registry serve" -> new RegistryServe();
      case "metacenter serve" -> new MetacenterServe();
      case "datacenter leases" -> new ShowLeases(ShowLeases.Side.DATACENTERS);
      case "datacenter serve" -> new DatacenterServe();
      default -> null;
    };
  }

  private static int run(Command command, Console console, String... args) throws CommandFailure {
    Syntax syntax = command.syntax();
    Typed typed = CommandLineReader.read(syntax, args);
    if (typed.has(Typed.HELP)) {
      console.out().print(HelpText.of(syntax, console.outStyle()));
      return ExitStatus.DONE;
    }
    return command.run(typed, console);
  }

  /** An error as one line, and below it what to do. */
  static void tell(Console console, String message, Optional<String> hint) {
    Style style = console.errStyle();
    StringBuilder text = new StringBuilder(style.error("photon:")).append(' ');
    text.append(Words.line(message, LONGEST_MESSAGE)).append('\n');
    hint.ifPresent(
        h -> text.append("  hint: ").append(Words.line(h, LONGEST_MESSAGE)).append('\n'));
    console.out().flush();
    console.err().print(text);
    console.err().flush();
  }

  private static void debug(Console console, Throwable e) {
    if (console.environment("PHOTON_DEBUG").isPresent()) {
      e.printStackTrace(console.err());
    }
  }
}
