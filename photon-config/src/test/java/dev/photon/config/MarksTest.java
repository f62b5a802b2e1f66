package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where things stand is found when it is asked for, and not before. */
class MarksTest {

  static List<Path> files() throws IOException {
    return AtHandTest.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileOfWhichNothingIsToldIsParsedOnce(Path file) throws IOException {
    String text = Files.readString(file);
    Problems problems = new Problems();
    SourceText source = new SourceText("photon.yml", 0, text);
    DeploymentReader reader = new DeploymentReader(problems);
    Optional<DeploymentConfig> config =
        SourceFile.read(source, text, 1 << 20, Variables.NONE, false, reader, problems)
            .map(Document::root)
            .map(Merge::finished)
            .flatMap(reader::read);
    List<Diagnostic> told = problems.inFileOrder();

    assertThat(config.isPresent() || !told.isEmpty()).isTrue();
    assertThat(told.isEmpty() && source.isMarked()).isFalse();
  }

  @Test
  void aCollectionInBracketsEndsWithThemAndABlockIsWhereItBegins() {
    Problems problems = new Problems();
    String text = "a: [x,\n  [y]]\n\"b\":\n  c: 😀 # d\n";
    SourceText source = new SourceText("a.yml", 0, text);
    Tree.Mapping root = TreeReader.read(source, text, problems).orElseThrow().root();

    Tree list = root.get("a").orElseThrow().value();
    Tree inner = ((Tree.Sequence) list).items().get(1);
    Tree.Entry b = root.get("b").orElseThrow();
    Tree.Entry c = ((Tree.Mapping) b.value()).get("c").orElseThrow();
    assertThat(list.place().found()).isEqualTo(new Place.Stretch(source, 1, 4, 2, 7));
    assertThat(inner.place().found()).isEqualTo(new Place.Stretch(source, 2, 3, 2, 6));
    assertThat(b.key().found()).isEqualTo(new Place.Stretch(source, 3, 1, 3, 4));
    assertThat(b.value().place().found()).isEqualTo(new Place.Stretch(source, 4, 3));
    assertThat(c.value().place().found()).isEqualTo(new Place.Stretch(source, 4, 6, 4, 7));
  }
}
