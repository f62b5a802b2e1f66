package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading a service while its tree is at hand changes nothing but the time it takes. */
class AtHandTest {
  private static final Path GOOD = Path.of("src/test/resources/valid");

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(GOOD)) {
      return all.filter(file -> file.toString().endsWith(".yml")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsTheSameAsLater(Path file) throws IOException {
    String text = Files.readString(file);

    assertThat(load(text, true)).isEqualTo(load(text, false));
  }

  private static Optional<DeploymentConfig> load(String text, boolean atHand) {
    Problems problems = new Problems();
    SourceText source = new SourceText("photon.yml", 0, text);
    DeploymentReader reader = new DeploymentReader(problems);
    AtHand looker = atHand ? reader : AtHand.NOBODY;
    return SourceFile.read(source, text, 1 << 20, Variables.NONE, false, looker, problems)
        .map(Document::root)
        .map(Merge::finished)
        .flatMap(reader::read);
  }
}
