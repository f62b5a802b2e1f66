package dev.photon.config.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.config.ConfigLoader;
import dev.photon.config.ConfigPrinter;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Diagnostic;
import dev.photon.config.DiagnosticFormat;
import dev.photon.config.Loaded;
import dev.photon.config.Region;
import dev.photon.config.Variables;
import dev.photon.config.include.Content;
import dev.photon.config.include.DownloadListener;
import dev.photon.config.include.IncludeAddress;
import dev.photon.config.include.IncludeException;
import dev.photon.config.include.IncludeException.Kind;
import dev.photon.config.include.IncludePolicy;
import dev.photon.config.include.IncludeResolver;
import dev.photon.config.include.Included;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that {@code docs/embedding.md} shows. */
class EmbeddingTest {
  @TempDir private Path folder;

  @Test
  void readingAFile() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("photon.yml"),
            "version: \"0.1\"\nservices: {web: {image: \"web:${TAG}\"}}\n");
    DeploymentConfig config = Reading.of(file);
    assertThat(ConfigPrinter.print(config)).contains("image: web:3");
  }

  private static final class Reading {
    private static DeploymentConfig of(Path file) throws Exception {
      StringBuilder told = new StringBuilder();
      Loaded<DeploymentConfig> loaded =
          ConfigLoader.standard()
              .withVariables(new Variables(Map.of("TAG", "3"), Map.of(), System.getenv()))
              .load(file);
      for (Diagnostic diagnostic : loaded.diagnostics()) {
        told.append(DiagnosticFormat.format(diagnostic));
      }
      DeploymentConfig config = loaded.value().orElseThrow();
      assertThat(told).contains("[not-deployed]");
      return config;
    }
  }

  @Test
  void whichFilesItMayRead() throws Exception {
    IncludePolicy policy =
        IncludePolicy.standard()
            .withRoots(Path.of("/srv/deployments"))
            .withHosts("*.example.com")
            .withPatience(Duration.ofSeconds(3));
    ConfigLoader loader =
        ConfigLoader.standard()
            .withResolver(IncludeResolver.standard(policy, DownloadListener.none()));

    Path file = Files.writeString(folder.resolve("photon.yml"), "version: \"0.1\"\n");
    assertThatThrownBy(() -> loader.load(file)).hasMessageContaining("photon.yml");
    Loaded<DeploymentConfig> loaded =
        loader.load(
            "text",
            "version: \"0.1\"\ninclude: [\"https://example.org/a.yml\"]\n",
            new IncludeAddress.Local(Path.of("/srv/deployments/photon.yml")));
    assertThat(loaded.diagnostics()).extracting(Diagnostic::code).contains("include-not-allowed");
  }

  @Test
  void filesInMemory() {
    Map<String, String> files =
        Map.of("base.yml", "version: \"0.1\"\nservices: {web: {image: web}}\n");
    IncludeResolver memory =
        address -> {
          String text = files.get(address.text());
          if (text == null) {
            throw new IncludeException(Kind.NOT_FOUND, address.text() + " is not here");
          }
          return new Included(address, Content.of(text.getBytes(UTF_8)));
        };

    Loaded<DeploymentConfig> loaded =
        ConfigLoader.standard()
            .withResolver(memory)
            .load(
                "photon.yml",
                "version: \"0.1\"\ninclude: [base.yml]\n",
                new IncludeAddress.Local(Path.of("photon.yml")));
    assertThat(loaded.value().orElseThrow().services()).hasSize(1);
    assertThat(loaded.origins().at("services.web.image").orElseThrow().origin())
        .hasToString("base.yml:2:25");
  }

  @Test
  void makingADeployment() {
    DeploymentConfig shop =
        DeploymentConfig.builder()
            .service("db", "postgres:16", s -> s.env("POSTGRES_DB", "shop").expose(5432, "web"))
            .service("web", "shop:3", s -> s.dependsOn("db").exposeToAnyone(80))
            .datacenter("west", Region.US_WEST, d -> d.profile("small", "0.5", "512MiB", "1GiB"))
            .place("db", "west", "small", 1)
            .place("web", "west", "small", 3)
            .build();

    Loaded<DeploymentConfig> loaded =
        ConfigLoader.standard().load("print", ConfigPrinter.print(shop));
    assertThat(loaded.diagnostics()).isEmpty();
    assertThat(loaded.value()).contains(shop);
    assertThat(loaded.value().orElseThrow().hash()).isEqualTo(shop.hash());
  }
}
