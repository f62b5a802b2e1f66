package dev.photon.config.include;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.config.include.IncludeException.Kind;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncludeNameTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  @Property
  void aPinIsReadInAnyCaseAndKeptInLower(@ForAll("hashes") String hash) throws Exception {
    assertThat(IncludeName.parse("https://example.com/a?b#sha256=" + hash))
        .isEqualTo(
            new IncludeName("https://example.com/a?b", Optional.of(hash.toLowerCase(Locale.ROOT))));
  }

  @Property
  void anyNameIsReadOrRefusedInOneSentence(@ForAll @StringLength(max = 40) String text) {
    try {
      IncludeName name = IncludeName.parse(text);
      assertThat(text).startsWith(name.name());
    } catch (IncludeException e) {
      assertThat(e.kind()).isEqualTo(Kind.BAD_NAME);
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
    }
  }

  @Provide
  Arbitrary<String> hashes() {
    return Arbitraries.strings().withChars("0123456789abcdefABCDEF").ofLength(64);
  }

  @ParameterizedTest
  @CsvSource({"base.yml", "a#b.yml", "a#b#", "../x y.yml", "https://example.com/a?b=c"})
  void namesWithoutAPin(String text) throws Exception {
    assertThat(IncludeName.parse(text)).isEqualTo(new IncludeName(text, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a#sha256",
        "a#sha256=",
        "a#sha256=abc",
        "a#sha256=" + "g",
        "a#SHA256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "a#sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "a#sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0"
      })
  void pinsThatAreNone(String text) {
    assertThatThrownBy(() -> IncludeName.parse(text))
        .isInstanceOfSatisfying(
            IncludeException.class,
            e ->
                assertThat(e.hint())
                    .contains("a pin is #sha256= and the 64 hex digits that sha256sum prints"))
        .hasMessage("what follows the # is a malformed pin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.com/a#", "HTTP://example.com/#md5=1"})
  void whatElseFollowsAUrl(String text) {
    assertThatThrownBy(() -> IncludeName.parse(text))
        .isInstanceOf(IncludeException.class)
        .hasMessage("what follows the # of a URL is not a pin");
    assertThatThrownBy(() -> IncludeName.parse("https://example.com/#a#sha256=" + HASH))
        .hasMessage("what follows the # of a URL is not a pin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "#sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void nothingNamed(String text) {
    assertThatThrownBy(() -> IncludeName.parse(text))
        .isInstanceOf(IncludeException.class)
        .hasMessage("this names no file");
  }
}
