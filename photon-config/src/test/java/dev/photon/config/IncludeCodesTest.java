package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.include.Content;
import dev.photon.config.include.IncludeAddress;
import dev.photon.config.include.IncludeAddress.Local;
import dev.photon.config.include.IncludeException;
import dev.photon.config.include.IncludeException.Kind;
import dev.photon.config.include.IncludeResolver;
import dev.photon.config.include.Included;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of an included file that cannot be had, where it is named. */
class IncludeCodesTest {
  private static final String FILE =
      """
      version: "0.1"
      include:
        - base.yml
        - ${TOKEN}.yml
      services: {web: {image: web}}
      """;

  @ParameterizedTest
  @CsvSource({
    "BAD_NAME, include-bad-name",
    "NOT_FOUND, include-unreadable",
    "UNREADABLE, include-unreadable",
    "TOO_LARGE, include-too-large",
    "NOT_ALLOWED, include-not-allowed",
    "UNREACHABLE, include-unreachable",
    "HTTP_STATUS, include-unreachable",
    "TIMED_OUT, include-timeout",
    "NOT_YAML, include-not-yaml",
    "BAD_REDIRECT, include-redirect",
    "CHANGED, include-changed",
    "NOT_LOCKED, include-not-locked",
    "BAD_LOCK, include-not-locked",
    "NOT_CACHED, include-not-cached"
  })
  void eachKindHasItsCode(Kind kind, String code) {
    assertThat(load(refusing(kind)).diagnostics())
        .filteredOn(d -> d.code().startsWith("include-"))
        .extracting(Diagnostic::toString)
        .containsExactly(
            "photon.yml:3:5: error [" + code + "]: base.yml is refused",
            "photon.yml:4:5: error ["
                + code
                + "]: the file that '${TOKEN}.yml' names cannot be included");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatAVariableStandsForIsNotTold(Kind kind) {
    assertThat(load(refusing(kind)).diagnostics())
        .allSatisfy(d -> assertThat(DiagnosticFormat.format(d)).doesNotContain("hunter2"));
  }

  @Test
  void aFileThatTheLockLacksIsAWarning() {
    byte[] bytes = "version: \"0.1\"".getBytes(StandardCharsets.UTF_8);
    Loaded<DeploymentConfig> loaded =
        load(address -> new Included(address, Content.of(bytes), true));

    assertThat(loaded.value()).isPresent();
    assertThat(loaded.diagnostics())
        .filteredOn(d -> d.code().equals("include-not-locked"))
        .extracting(Diagnostic::toString)
        .first()
        .isEqualTo("photon.yml:3:5: warning [include-not-locked]: base.yml is not in photon.lock");
  }

  private static IncludeResolver refusing(Kind kind) {
    return (IncludeAddress address) -> {
      throw new IncludeException(kind, address.text() + " is refused");
    };
  }

  private static Loaded<DeploymentConfig> load(IncludeResolver resolver) {
    return ConfigLoader.standard()
        .withResolver(resolver)
        .withVariables(new Variables(Map.of(), Map.of(), Map.of("TOKEN", "hunter2")))
        .load("photon.yml", FILE, new Local(Path.of("photon.yml")));
  }
}
