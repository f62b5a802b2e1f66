package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.Data;
import dev.photon.cli.view.OutputFormat;
import dev.photon.cli.view.Table;
import dev.photon.config.EventType;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.plugin.Suggestion;
import dev.photon.spi.api.NotifyResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code photon notify}: a test notification. */
final class Notify implements ClientCommand {

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "notify",
            """
            Sends a test notification to one of the deployment's targets, or to all of them, and
            tells how each went. Exit status: 0 all were accepted, 1 one was not.
            """,
            List.of("photon notify", "photon notify slack --event cluster.down"))
        .optionalWord("NAME", "one target (default: all)")
        .option(Options.text("EVENT", "what it is about (default: deploy.complete)", "--event"))
        .option(Options.file())
        .option(Hosts.metacenter())
        .option(Clients.name())
        .option(Options.output())
        .option(StateFolder.option())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    OutputFormat format = Options.output(typed);
    EventType event = event(typed.value("--event").orElse("deploy.complete"));
    Optional<String> target =
        typed.words().isEmpty() ? Optional.empty() : Optional.of(typed.words().get(0));
    List<NotifyResult> results = client.notify(Clients.deployment(typed, client), target, event);
    console.print(
        format,
        () -> text(console, results),
        () -> Data.fields().add("targets", Data.items(results, Notify::data)).build());
    return results.stream().allMatch(NotifyResult::sent) ? ExitStatus.DONE : ExitStatus.REFUSED;
  }

  private static EventType event(String text) throws CommandFailure {
    List<String> names = Arrays.stream(EventType.values()).map(EventType::text).toList();
    for (EventType type : EventType.values()) {
      if (type.text().equals(text)) {
        return type;
      }
    }
    throw CommandFailure.usage(
        "'" + text + "' is not an event",
        Suggestion.nearest(text, names).map(n -> "did you mean '" + n + "'? ").orElse("")
            + "there are: "
            + String.join(", ", names));
  }

  private static String text(Console console, List<NotifyResult> results) {
    if (results.isEmpty()) {
      return "the deployment has no notification targets\n";
    }
    Table table = new Table("TARGET", "TYPE", "SENT", "DETAIL");
    for (NotifyResult result : results) {
      table.row(result.target(), result.type(), result.sent() ? "yes" : "no", result.detail());
    }
    return table.text(console.outStyle());
  }

  private static Data data(NotifyResult result) {
    return Data.fields()
        .add("target", result.target())
        .add("type", result.type())
        .add("sent", result.sent())
        .add("detail", result.detail())
        .build();
  }
}
