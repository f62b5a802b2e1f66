package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.include.IncludeAddress.Local;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in places where they were not expected stay hidden, too. */
class SecretPlacesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "notifications: [https://hooks.example/s3cret]",
        "notifications: https://hooks.example/s3cret",
        "notifications: [[https://hooks.example/s3cret]]",
        "include: https://a.example/x.yml?token=s3cret",
        "include: {path: 'https://joe:s3cret@a.example/x'}",
        "include: [{path: 'https://joe:s3cret@a.example/x'}]",
        "include: ['https://joe:s3cret@${HOST:-a.example}/x']",
        "include: [\"https://${HOST:-a b}/x?a\\ns3cret\"]",
      })
  void areHidden(String line) {
    assertThat(told(line + "\n", Variables.NONE)).contains("error").doesNotContain("s3cret");
  }

  @Test
  void anAmountThatAVariableBroughtIsNotQuoted() {
    String text =
        """
        deployment:
          datacenters:
            d: {region: local, profiles: {p: {qos: {memory: "${M}"}}}}
        """;
    Variables variables = new Variables(Map.of("M", "513mb"), Map.of(), Map.of());
    assertThat(told(text, variables)).contains("unit-case").doesNotContain("513");
  }

  private static String told(String text, Variables variables) {
    return ConfigLoader.standard()
        .withVariables(variables)
        .load("a.yml", "version: \"0.1\"\n" + text, new Local(Path.of("a.yml")))
        .diagnostics()
        .stream()
        .map(DiagnosticFormat::format)
        .collect(Collectors.joining("\n"));
  }
}
