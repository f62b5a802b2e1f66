package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SourceTextTest {

  @Property
  void linesAreWhatStandsBetweenLineBreaks(@ForAll("texts") String text) {
    SourceText source = new SourceText("photon.yml", 0, text);
    List<String> lines = new ArrayList<>();
    for (int line = 1; line <= source.lines(); line++) {
      lines.add(text.substring(source.from(line), source.to(line)));
    }
    assertThat(lines).isEqualTo(List.of(text.split("\r\n|\r|\n", -1)));
  }

  @Property
  void widthCountsCharactersNotUnits(@ForAll("texts") String text) {
    SourceText source = new SourceText("photon.yml", 0, text);
    String[] lines = text.split("\r\n|\r|\n", -1);
    for (int line = 1; line <= lines.length; line++) {
      assertThat(source.width(line)).isEqualTo((int) lines[line - 1].codePoints().count());
    }
    assertThat(source.width(lines.length + 1)).isZero();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "ä", "😀", " ", "\r", "\n", "\r\n", "key: value")
        .list()
        .ofMinSize(1)
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Example
  void aTextThatIsEmptyOrTooLargeHasNoLinesToQuote() {
    String large = "x".repeat(ConfigLoader.MAX_DOCUMENT_BYTES + 1);
    assertThat(new SourceText("photon.yml", 0, "").lines()).isZero();
    assertThat(new SourceText("photon.yml", 0, large).shown(1, 1)).isEmpty();
  }
}
