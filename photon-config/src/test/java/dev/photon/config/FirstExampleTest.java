package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.include.Content;
import dev.photon.config.include.IncludeAddress.Local;
import dev.photon.config.include.IncludeException;
import dev.photon.config.include.IncludeResolver;
import dev.photon.config.include.Included;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The language's own first example: alone, and with the two files that it includes. */
class FirstExampleTest {
  private static final Path FILE = Path.of("src/test/resources/diagnostics/first-example.yml");

  private static Loaded<DeploymentConfig> load(Map<String, String> served) throws Exception {
    IncludeResolver resolver =
        address -> {
          String text = served.get(address.text());
          if (text == null) {
            throw new IncludeException(
                IncludeException.Kind.NOT_FOUND, address.text() + " does not exist");
          }
          return new Included(address, Content.of(text.getBytes(StandardCharsets.UTF_8)));
        };
    return ConfigLoader.standard()
        .withResolver(resolver)
        .load("photon.yml", Files.readString(FILE), new Local(Path.of("photon.yml")));
  }

  @Test
  void alone() throws Exception {
    assertThat(load(Map.of()).diagnostics())
        .extracting(d -> d.severity().text() + " " + d.code())
        .containsExactly(
            "error include-unreadable",
            "error include-unreadable",
            "warning old-spelling",
            "warning single-map",
            "warning single-map",
            "error unknown-profile",
            "error unknown-profile");
  }

  @Test
  void withItsIncludes() throws Exception {
    String profile = "profiles: {query: {qos: {memory: 2GB}}}";
    Loaded<DeploymentConfig> loaded =
        load(
            Map.of(
                "common.yml",
                "version: \"0.1\"\ndeployment: {datacenters: {north: {" + profile + "}}}\n",
                "https://common.yml/",
                "version: \"0.1\"\ndeployment: {datacenters: {south: {" + profile + "}}}\n"));

    assertThat(loaded.value()).isPresent();
    assertThat(loaded.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("old-spelling", "single-map", "single-map");
    assertThat(loaded.included()).hasSize(2);
  }
}
