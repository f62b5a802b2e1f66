package dev.photon.cli.command;

import dev.photon.cli.view.Style;
import dev.photon.core.plugin.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What {@code photon --help} prints, and what is said when there is no such command. */
final class Overview {
  /** A command, and what it does in a few words. */
  record Entry(String name, String summary) {}

  static final List<Entry> ALL =
      List.of(
          new Entry("validate", "checks deployment files"),
          new Entry("config", "prints a file as one document, or where it says what"),
          new Entry("include", "lists and locks the files that a file includes"),
          new Entry("explain", "explains the code of an error or warning"),
          new Entry("schema", "prints the language as a schema for editors"),
          new Entry("register", "makes an account at a registry"),
          new Entry("account list", "lists your accounts, at all registries"),
          new Entry("account use", "makes an account the default"),
          new Entry("account show", "shows an account, and where its key is kept"),
          new Entry("certificate show", "shows what certificates say of themselves"),
          new Entry("certificate verify", "checks a chain, and says who it is or why not"),
          new Entry("certificate renew", "has a key certified anew"),
          new Entry("create", "creates a deployment and waits for it"),
          new Entry("list", "lists your deployments"),
          new Entry("search", "shows the datacenters that match a file"),
          new Entry("leases", "lists what your deployments have leased"),
          new Entry("usage", "shows what was used, and what is charged for it"),
          new Entry("usage verify", "checks the registry's ledger of it"),
          new Entry("update", "sends a new revision and waits for it"),
          new Entry("delete", "deletes a deployment with all its nodes"),
          new Entry("status", "shows clusters, nodes, addresses and cost"),
          new Entry("connections", "shows who may reach whom, and by which rule"),
          new Entry("graph", "draws the services and who may reach whom"),
          new Entry("notify", "sends a test notification"),
          new Entry("access grant", "lets somebody else at a deployment"),
          new Entry("access list", "lists who else reaches a deployment"),
          new Entry("access revoke", "takes access to a deployment away"),
          new Entry("access accept", "takes up an invitation to a deployment"),
          new Entry("access leave", "forgets the access to a deployment"),
          new Entry("revoke account", "has the registry refuse an account for good"),
          new Entry("revoke datacenter", "has the registry refuse a datacenter for good"),
          new Entry("revoke metacenter", "has the registry refuse a metacenter for good"),
          new Entry("dev", "runs a whole network on this machine, and a file on it"),
          new Entry("registry serve", "runs a registry"),
          new Entry("registry request", "asks for a certificate of a root that is kept offline"),
          new Entry("registry install", "installs the answer of that root"),
          new Entry("registry backup", "copies what a registry knows, while it runs"),
          new Entry("registry restore", "puts such a copy back"),
          new Entry("root create", "makes the root of a registry, to be kept offline"),
          new Entry("root sign", "answers the request of its registry"),
          new Entry("root renew", "makes the root's successor"),
          new Entry("metacenter serve", "runs a host of metacenters"),
          new Entry("datacenter serve", "runs the agent of a datacenter"),
          new Entry("datacenter leases", "lists what is leased in your datacenters"));

  private Overview() {}

  static String text(Style style) {
    StringBuilder text = new StringBuilder();
    text.append("photon runs the services of one file in datacenters that it finds for them.\n\n");
    text.append(style.strong("usage: photon COMMAND [OPTION]...")).append("\n\n");
    int width = ALL.stream().mapToInt(e -> e.name().length()).max().orElse(0);
    for (Entry entry : ALL) {
      text.append("  ").append(entry.name()).append(" ".repeat(width - entry.name().length()));
      text.append("  ").append(entry.summary()).append('\n');
    }
    text.append(
        """

        'photon COMMAND --help' tells more, with examples. A first look, on this machine alone:

          photon validate -f photon.yml
          photon dev -f photon.yml --check

        exit status: 0 done, 1 invalid or refused, 2 usage, 3 rolled back, 4 not reachable, 5 timed out
        """);
    return text.toString();
  }

  static String version() {
    return Optional.ofNullable(Overview.class.getPackage().getImplementationVersion())
        .orElse("(not from a jar)");
  }

  static CommandFailure unknown(String... args) {
    List<String> names = ALL.stream().map(Entry::name).toList();
    List<String> members = names.stream().filter(n -> n.startsWith(args[0] + " ")).toList();
    boolean group = !members.isEmpty();
    String typed =
        group && args.length > 1 ? String.join(" ", Arrays.asList(args).subList(0, 2)) : args[0];
    String hint = "'photon --help' lists the commands";
    if (group && (args.length == 1 || args[1].startsWith("-"))) {
      return CommandFailure.usage(
          "'" + args[0] + "' is not a whole command",
          "'photon " + String.join("', 'photon ", members) + "'");
    }
    return CommandFailure.usage(
        "'" + typed + "' is not a command",
        Suggestion.nearest(typed, names)
            .map(name -> "did you mean 'photon " + name + "'? " + hint)
            .orElse(hint));
  }
}
