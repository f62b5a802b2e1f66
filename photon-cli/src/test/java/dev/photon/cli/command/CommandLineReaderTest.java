package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineReaderTest {
  private static final Syntax SYNTAX =
      Syntax.command("try", "Tries.", List.of("photon try"))
          .manyWords("WORD", "words")
          .option(Options.file())
          .option(Options.output())
          .option(Options.texts("NAME=VALUE", "a variable", "--env"))
          .option(Options.texts("FILE", "variables", "--env-file"))
          .option(Options.flag("counts warnings", "--strict"))
          .option(Options.flag("is fixed", "--fix"))
          .option(Options.quiet())
          .build();

  private static final Syntax NO_FILE =
      Syntax.command("ask", "Asks.", List.of("photon ask"))
          .word("EMAIL", "whom")
          .option(Hosts.registry())
          .build();

  private static String read(Syntax syntax, String... args) throws CommandFailure {
    Typed typed = CommandLineReader.read(syntax, args);
    return new TreeMap<>(typed.options()) + " " + typed.words();
  }

  private static CommandFailure failure(Syntax syntax, String... args) {
    try {
      throw new AssertionError("taken: " + CommandLineReader.read(syntax, args));
    } catch (CommandFailure e) {
      return e;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "nothing",
      value = {
        "nothing                    | {} []",
        "--file=x                   | {--file=[x]} []",
        "--file x                   | {--file=[x]} []",
        "-f x                       | {--file=[x]} []",
        "-fx                        | {--file=[x]} []",
        "-f=x                       | {--file=[x]} []",
        "-fx=y                      | {--file=[x=y]} []",
        "-f=x=y                     | {--file=[x=y]} []",
        "--file=x=y                 | {--file=[x=y]} []",
        "--file=                    | {--file=[]} []",
        "-file                      | {--file=[ile]} []",
        "-outputx                   | {--output=[utputx]} []",
        "-f-                        | {--file=[-]} []",
        "-f -                       | {--file=[-]} []",
        "--file -                   | {--file=[-]} []",
        "--file=-x                  | {--file=[-x]} []",
        "--file=--strict            | {--file=[--strict]} []",
        "--file=\"x\"               | {--file=[\"x\"]} []",
        "--file \"x\" \"y\"         | {--file=[\"x\"]} [\"y\"]",
        "--env A=1 --env=B=2        | {--env=[A=1, B=2]} []",
        "--env A=1 b --env A=1      | {--env=[A=1, A=1]} [b]",
        "--env A=1,2 --env-file x;y | {--env=[A=1,2], --env-file=[x;y]} []",
        "--strict --quiet           | {--quiet=[], --strict=[]} []",
        "a --strict b -f x c        | {--file=[x], --strict=[]} [a, b, c]",
        "-                          | {} [-]",
        "- a -                      | {} [-, a, -]",
        "--                         | {} []",
        "-- --strict -x -- - --help | {} [--strict, -x, --, -, --help]",
        "a -- -f                    | {} [a, -f]",
        "@x a=b /x \\x              | {} [@x, a=b, /x, \\x]",
        "5 a5                       | {} [5, a5]",
        "--help                     | {--help=[]} []",
        "--frobnicate --help -f     | {--help=[]} []",
        "--file --help              | {--help=[]} []"
      })
  void isReadAs(String line, String read) throws CommandFailure {
    assertThat(read(SYNTAX, line == null ? new String[0] : line.split(" "))).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--fil x           | unknown option: '--fil'             | did you mean '--file'?",
        "--f x             | unknown option: '--f'               | 'photon try",
        "--FILE x          | unknown option: '--FILE'            | 'photon try",
        "--env-fil=x       | unknown option: '--env-fil'         | did you mean '--env-file'?",
        "--quite           | unknown option: '--quite'           | did you mean '--quiet'?",
        "-strict           | unknown option: '-strict'           | did you mean '--strict'?",
        "-strict=x         | unknown option: '-strict'           | did you mean '--strict'?",
        "-quiet            | unknown option: '-quiet'            | did you mean '--quiet'?",
        "---strict         | unknown option: '---strict'         | did you mean '--strict'?",
        "--strict-not      | unknown option: '--strict-not'      | did you mean '--strict'?",
        "-x                | unknown option: '-x'                | 'photon try",
        "-x=y              | unknown option: '-x'                | 'photon try",
        "-h                | unknown option: '-h'                | did you mean '--help'?",
        "-F x              | unknown option: '-F'                | 'photon try",
        "-1                | unknown option: '-1'                | 'photon try",
        "--=x              | unknown option: '--'                | 'photon try",
        "-=x               | unknown option: '-=x'               | 'photon try",
        "--pass=secret     | unknown option: '--pass'            | 'photon try",
        "--file -x         | unknown option: '-x'                | with '-' is typed as --file=FILE;",
        "-o -1             | unknown option: '-1'                | is typed as --output=FORMAT;",
        "--file x -y       | unknown option: '-y'                | 'photon try",
        "--strict -y       | unknown option: '-y'                | 'photon try",
        "--file            | option '--file' needs a value (FILE)      | 'photon try",
        "a -f              | option '--file' needs a value (FILE)      | 'photon try",
        "-o                | option '--output' needs a value (FORMAT)  | 'photon try",
        "--env             | option '--env' needs a value (NAME=VALUE) | 'photon try",
        "--file --quiet    | option '--file' needs a value (FILE)      | 'photon try",
        "--file --         | option '--file' needs a value (FILE)      | 'photon try",
        "--file -- x       | option '--file' needs a value (FILE)      | 'photon try",
        "-f -o text        | option '--file' needs a value (FILE)      | 'photon try",
        "--quiet=x         | option '--quiet' takes no value           | 'photon try",
        "--quiet=          | option '--quiet' takes no value           | 'photon try",
        "--help=x          | option '--help' takes no value            | 'photon try",
        "-f a --file b     | option '--file' may be given once only    | 'photon try",
        "-f a -f a         | option '--file' may be given once only    | 'photon try",
        "--quiet a --quiet | option '--quiet' may be given once only   | 'photon try"
      })
  void isRefused(String line, String message, String hint) {
    CommandFailure failure = failure(SYNTAX, line.split(" "));

    assertThat(failure).hasMessage(message);
    assertThat(failure.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(failure.hint().orElse(""))
        .contains(hint)
        .endsWith("'photon try --help' tells what can be typed");
  }

  @Test
  void anEmptyWordIsAWord() throws CommandFailure {
    assertThat(CommandLineReader.read(SYNTAX, "", "-f", "", "x").words()).containsExactly("", "x");
    assertThat(CommandLineReader.read(SYNTAX, "-f", "").value("--file")).contains("");
    assertThat(CommandLineReader.read(SYNTAX, "-f", " a  b ").value("--file")).contains(" a  b ");
  }

  @Test
  void wordsAreCounted() {
    assertThat(failure(NO_FILE)).hasMessage("EMAIL is missing");
    assertThat(failure(NO_FILE, "-h", "a")).hasMessage("EMAIL is missing");
    assertThat(failure(NO_FILE, "a", "b", "c"))
        .hasMessage("word 2 behind 'photon ask' is one too many");
    assertThat(failure(NO_FILE, "a", "").hint().orElse("")).startsWith("'photon ask --help'");
    assertThat(failure(NO_FILE, "a", "-h")).hasMessageContaining("-h takes the host of a registry");
  }

  @Test
  void aLineWithoutEndIsRead() throws CommandFailure {
    String[] many = Collections.nCopies(10_000, "--env=A=1").toArray(String[]::new);
    assertThat(CommandLineReader.read(SYNTAX, many).values("--env")).hasSize(10_000);
    Arrays.fill(many, "-fx");
    assertThat(failure(SYNTAX, many)).hasMessage("option '--file' may be given once only");
    Arrays.fill(many, "x");
    assertThat(CommandLineReader.read(SYNTAX, many).words()).hasSize(10_000);
  }

  @Test
  void aHostileLineEndsInOneClearOne() {
    String[] hostile = {
      "-".repeat(1_000_000),
      "--" + "x".repeat(1_000_000),
      "--\u001b[2J\r\n\u0000",
      "-\ud83d\ude00",
      "-\ud83d",
      "--file\n"
    };
    for (String word : hostile) {
      Ran ran = Ran.run("validate", word);

      assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(ran.err().lines()).hasSize(2);
      assertThat(ran.err()).startsWith("photon: unknown option: '-").hasSizeLessThan(5000);
      assertThat(ran.err()).doesNotContain("\u001b", "\r", "\u0000");
    }
  }

  /** Whatever is typed is read or refused, nothing else; a value arrives as it was typed. */
  @Property
  void nothingElseHappens(@ForAll("lines") List<String> line) {
    try {
      Typed typed = CommandLineReader.read(SYNTAX, line.toArray(String[]::new));
      assertThat(line).containsAll(typed.words());
    } catch (CommandFailure e) {
      assertThat(e.getMessage()).isNotBlank();
      assertThat(e.hint()).isPresent();
    }
  }

  @Property
  void aValueArrivesAsItWasTyped(@ForAll String value) throws CommandFailure {
    assertThat(CommandLineReader.read(SYNTAX, "--file=" + value).value("--file")).contains(value);
    assertThat(CommandLineReader.read(SYNTAX, "--", value).words()).containsExactly(value);
  }

  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<String> pieces =
        Arbitraries.of("-", "--", "=", "f", "o", "file", "env", "strict", "help", "x", "\"", "");
    return pieces.list().ofMaxSize(4).map(list -> String.join("", list)).list().ofMaxSize(6);
  }
}
