package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.Data;
import dev.photon.cli.view.OutputFormat;
import dev.photon.cli.view.Table;
import dev.photon.config.Explanations;
import dev.photon.core.plugin.Suggestion;
import java.util.List;
import java.util.Optional;

/** {@code photon explain}: what a kind of problem means, and what to do. */
final class Explain implements Command {

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "explain",
            """
            Explains a code that stands in brackets behind 'error' or 'warning'; without one it lists
            all codes.
            """,
            List.of("photon explain unknown-key", "photon explain | grep include"))
        .optionalWord("CODE", "a code, as unknown-key")
        .option(Options.output())
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    OutputFormat format = Options.output(typed);
    if (typed.words().isEmpty()) {
      console.out().print(all(format, console));
      return ExitStatus.DONE;
    }
    String code = typed.words().get(0);
    Optional<String> page = Explanations.page(code);
    if (page.isEmpty()) {
      throw CommandFailure.usage(
          "there is no code '" + code + "'",
          Suggestion.nearest(code, Explanations.codes())
              .map(near -> "did you mean '" + near + "'?")
              .orElse("'photon explain' lists all codes"));
    }
    console.print(
        format,
        () -> page.get(),
        () -> Data.fields().add("code", code).add("page", page.get()).build());
    return ExitStatus.DONE;
  }

  private static String all(OutputFormat format, Console console) {
    List<String> codes = Explanations.codes();
    if (format != OutputFormat.TEXT) {
      return format.write(Data.fields().add("codes", Data.items(codes, Explain::data)).build());
    }
    Table table = new Table("CODE", "MEANS");
    codes.forEach(code -> table.row(code, Explanations.summary(code).orElse("")));
    return table.text(console.outStyle());
  }

  private static Data data(String code) {
    return Data.fields().add("code", code).addIfAny("means", Explanations.summary(code)).build();
  }
}
