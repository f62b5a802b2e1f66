package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {

  static Stream<String> names() {
    return Commands.ALL.stream().map(Commands.Entry::name);
  }

  @Test
  void theOverviewListsAllCommands() {
    Golden.assertSame("help", Typed.run("--help").text());
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachCommandTellsHowItIsUsedWithExamples(String name) {
    Typed help = Typed.run((name + " --help").split(" "));

    assertThat(help.out()).contains("usage: photon " + name, "examples:\n  photon " + name);
    Golden.assertSame("help-" + name.replace(' ', '-'), help.text());
  }

  @Test
  void linesFitIntoOneHundredColumns() {
    List<String> wide =
        names()
            .flatMap(name -> Typed.run((name + " --help").split(" ")).out().lines())
            .filter(line -> line.length() > 100)
            .toList();

    assertThat(wide).isEmpty();
  }
}
