package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.ConfigLoader;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Explanations;
import dev.photon.config.Loaded;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that show a file and the language it is in. */
class ConfigCommandTest {
  private static final String FILE =
      "src/test/resources/dev/photon/cli/command/files/including.yml";

  @Test
  void theDocumentIsWholeAndCanonical() throws Exception {
    Ran typed = Ran.run("config", "-f", FILE, "--env", "TAG=3");
    Golden.assertSame("config", typed.text());

    Loaded<DeploymentConfig> again = ConfigLoader.standard().load("print", typed.out());
    Ran json = Ran.run("config", "-f", FILE, "--env", "TAG=3", "-o", "json");
    assertThat(ConfigLoader.standard().load("json", json.out()).value()).isEqualTo(again.value());
  }

  @Test
  void eachValueSaysWhereItWasWritten() {
    Golden.assertSame(
        "config-origins", Ran.run("config", "-f", FILE, "--env", "TAG=3", "--origins").text());
    assertThat(Ran.run("config", "-f", FILE, "--env", "TAG=3", "--origins", "-o", "json").out())
        .contains("\"path\": \"services.web.image\"", "\"over\": [");
  }

  @Test
  void theHashIsOfWhatIsSaidAndNotOfHow() throws Exception {
    Ran typed = Ran.run("config", "-f", FILE, "--env", "TAG=3", "--hash");
    DeploymentConfig config =
        ConfigLoader.standard()
            .load("print", Ran.run("config", "-f", FILE, "--env", "TAG=3").out())
            .value()
            .orElseThrow();
    assertThat(typed.out()).isEqualTo(config.hash() + "\n");
    assertThat(Ran.run("config", "-f", FILE, "--env", "TAG=4", "--hash").out())
        .isNotEqualTo(typed.out());
  }

  @Test
  void servicesAreListed() {
    assertThat(Ran.run("config", "-f", FILE, "--env", "TAG=3", "--services").out())
        .isEqualTo("web\ndb\n");
  }

  @Test
  void oneThingIsAskedForAtATime() {
    assertThat(Ran.run("config", "-f", FILE, "--hash", "--services").status())
        .isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void theSchemaIsPrinted() {
    assertThat(Ran.run("schema").out())
        .startsWith("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\"");
  }

  @Test
  void everyCodeIsExplained() {
    for (String code : Explanations.codes()) {
      assertThat(Ran.run("explain", code).out()).startsWith("# " + code + "\n");
    }
    assertThat(Ran.run("explain").out().lines()).hasSize(Explanations.codes().size() + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown-kay", "E1234", ""})
  void aCodeThatIsNone(String code) {
    Ran typed = Ran.run("explain", code);
    assertThat(typed.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(typed.err()).startsWith("photon: there is no code '" + code + "'");
  }

  @Test
  void filesThatAreIncludedAreListed() {
    Ran typed = Ran.run("include", "-f", FILE, "--env", "TAG=3");
    assertThat(typed.status()).isZero();
    assertThat(typed.out()).contains(Path.of(FILE).resolveSibling("base.yml").toString());
  }
}
