package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {

  static Stream<String> names() {
    return Overview.ALL.stream().map(Overview.Entry::name);
  }

  @Test
  void theOverviewListsAllCommands() {
    Golden.assertSame("help", Ran.run("--help").text());
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachCommandTellsHowItIsUsedWithExamples(String name) {
    Ran help = Ran.run((name + " --help").split(" "));

    assertThat(help.out()).contains("usage: photon " + name, "examples:\n  photon " + name);
    Golden.assertSame("help-" + name.replace(' ', '-'), help.text());
  }

  @Test
  void linesFitIntoOneHundredColumns() {
    List<String> wide =
        names()
            .flatMap(name -> Ran.run((name + " --help").split(" ")).out().lines())
            .filter(line -> line.length() > 100)
            .toList();

    assertThat(wide).isEmpty();
  }
}
