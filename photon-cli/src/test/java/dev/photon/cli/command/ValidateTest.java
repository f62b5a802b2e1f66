package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.view.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateTest {
  private static final Path SAMPLES = Path.of("src/test/resources/dev/photon/cli/command/files");

  @TempDir private Path folder;

  private String write(String name, byte... content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  private static Ran validate(String file, String... more) {
    String[] args = new String[3 + more.length];
    args[0] = "validate";
    args[1] = "-f";
    args[2] = file;
    System.arraycopy(more, 0, args, 3, more.length);
    return Ran.run(args);
  }

  private static void assertUnreadable(Ran typed) {
    assertThat(typed.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err()).startsWith("photon: ").doesNotContain("Exception");
    assertThat(typed.err().lines().filter(line -> !line.startsWith("  hint:"))).hasSize(1);
  }

  @Test
  void aValidFileIsSummedUp() {
    Golden.assertSame("validate-valid", validate(SAMPLES + "/valid.yml").text());
  }

  @Test
  void quietSaysNothingOfAValidFile() {
    Ran typed = validate(SAMPLES + "/valid.yml", "--quiet");

    assertThat(typed.text()).isEqualTo("--- status 0\n");
  }

  @Test
  void allProblemsOfAFileAreToldWithTheirPlaces() {
    Golden.assertSame("validate-invalid", validate(SAMPLES + "/invalid.yml").text());
  }

  @Test
  void problemsAreDataForPrograms() {
    Golden.assertSame(
        "validate-invalid-json", validate(SAMPLES + "/invalid.yml", "-o", "json").text());
    Golden.assertSame(
        "validate-invalid-yaml", validate(SAMPLES + "/invalid.yml", "-o", "yaml").text());
  }

  @Test
  void onATerminalSeveritiesHaveAColourUnlessTheUserDoesNotWantOne() {
    var terminal = new Console.Terminals(true, true, true);
    String file = SAMPLES + "/invalid.yml";

    assertThat(Ran.run(Map.of(), terminal, "", "validate", "-f", file).out())
        .contains("\u001b[31;1merror\u001b[0m");
    assertThat(Ran.run(Map.of("NO_COLOR", "1"), terminal, "", "validate", "-f", file).out())
        .doesNotContain("\u001b");
  }

  @Test
  void aMissingFile() {
    assertUnreadable(validate(folder.resolve("missing.yml").toString()));
  }

  @Test
  void aFolder() {
    assertUnreadable(validate(folder.toString()));
  }

  @Test
  void aBinaryFileIsToldAsOne() throws IOException {
    Ran typed = validate(write("binary.yml", (byte) 0x7f, (byte) 'E', (byte) 0, (byte) 0xfe));

    assertThat(typed.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(typed.out()).contains("binary.yml:1:1: error [binary-file]");
  }

  @Test
  void strictCountsWarningsAsErrors() {
    String file = SAMPLES + "/warnings.yml";
    assertThat(validate(file).status()).isEqualTo(ExitStatus.DONE);
    Golden.assertSame("validate-strict", validate(file, "--strict").text());
    assertThat(validate(file, "--strict", "-o", "json").out()).contains("\"valid\": false");
  }

  @Test
  void whatIsCertainIsMended() throws IOException {
    String text = Files.readString(SAMPLES.resolve("warnings.yml"));
    String file = write("mend.yml", text);
    Ran typed = validate(file, "--fix");
    assertThat(typed.err()).isEqualTo(file + ": mended 2 problems\n");
    assertThat(typed.out()).doesNotContain("old-spelling", "unit-case");
    assertThat(Files.readString(Path.of(file)))
        .isEqualTo(text.replace("depends_on", "depends-on").replace("64mib", "64MiB"));
    assertThat(validate(file, "--fix").err()).isEmpty();
    assertThat(Ran.run("validate", "--fix", "-").status()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void severalFilesAreCheckedEachByItself() {
    Golden.assertSame(
        "validate-several",
        Ran.run("validate", SAMPLES + "/valid.yml", SAMPLES + "/invalid.yml").text());
    Ran json = Ran.run("validate", SAMPLES + "/valid.yml", SAMPLES + "/warnings.yml", "-o", "json");
    assertThat(json.status()).isEqualTo(ExitStatus.DONE);
    assertThat(json.out()).contains("\"files\": [", "valid.yml", "warnings.yml");
  }

  @Test
  void standardInputIsAFile() throws IOException {
    String text = Files.readString(SAMPLES.resolve("invalid.yml"));
    Ran typed = Ran.run(Map.of(), Console.Terminals.NONE, text, "validate", "-");
    assertThat(typed.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(typed.out()).startsWith("<stdin>:").endsWith("\n");

    Ran twice = Ran.run("validate", "-", "-");
    assertThat(twice.status()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void sarifIsForCiSystems() {
    Golden.assertSame(
        "validate-invalid-sarif", validate(SAMPLES + "/invalid.yml", "-o", "sarif").text());
  }

  @Test
  void variablesComeFromOptionsThenFilesThenTheEnvironment() throws IOException {
    String file =
        write("vars.yml", "version: \"0.1\"\nx-a: 1\nservices: {web: {image: \"web:${TAG}\"}}\n");
    String env = write("env", "# tags\nexport TAG='from file'\n");
    Map<String, String> environment = Map.of("TAG", "fromenvironment");
    String[] config = {"config", "-f", file, "--quiet"};
    assertThat(Ran.run(environment, Console.Terminals.NONE, "", config).out())
        .contains("image: web:fromenvironment\n");
    assertThat(Ran.run("config", "-f", file, "--quiet", "--env", "TAG=1", "--env-file", env).out())
        .contains("image: web:1\n");
    Ran bad = Ran.run("config", "-f", file, "--quiet", "--env-file", env);
    assertThat(bad.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(bad.err())
        .contains("[bad-image]: the value of 'web:${TAG}' cannot be read as image")
        .doesNotContain("from file");
    assertThat(Ran.run("config", "-f", file, "--quiet").err()).contains("[unset-variable]");
  }

  private String write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  @Test
  void anEmptyFileIsInvalid() throws IOException {
    Ran typed = validate(write("empty.yml"));

    assertThat(typed.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(typed.err()).isEmpty();
    assertThat(typed.out()).contains("empty.yml:1:1: error [").doesNotContain("Exception");
  }

  @Test
  void oneFileThatCannotBeReadDoesNotHideTheOthers() throws IOException {
    String bad = write("bad.yml", "version: 7\n");
    String missing = folder.resolve("missing.yml").toString();
    String gone = folder.resolve("gone.yml").toString();
    Ran typed = Ran.run("validate", missing, bad, gone);

    assertThat(typed.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(typed.out()).contains("bad.yml:1:10: error [unsupported-version]");
    assertThat(typed.err()).contains(missing + " does not exist", gone + " does not exist");
    assertUnreadable(Ran.run("validate", missing, bad, "-o", "json"));
  }

  @Test
  void standardInputMayBeginWithAByteOrderMark() {
    Ran typed =
        Ran.run(Map.of(), Console.Terminals.NONE, "\ufeffversion: \"0.1\"\n", "validate", "-");

    assertThat(typed.status()).isEqualTo(ExitStatus.DONE);
  }

  @Test
  void aFileThatIsNamedByAVariableIsNotMended() throws IOException {
    String base =
        write(
            "base.yml",
            "version: \"0.1\"\nservices: {a: {image: a, depends_on: [b]}, b: {image: b}}\n");
    String top = write("top.yml", "version: \"0.1\"\ninclude: [\"${NAME}.yml\"]\n");
    Ran typed = Ran.run("validate", "--fix", "--env", "NAME=base", top);

    assertThat(typed.status()).isEqualTo(ExitStatus.DONE);
    assertThat(typed.out()).contains("old-spelling");
    assertThat(Files.readString(Path.of(base))).contains("depends_on");
  }

  @Test
  void aFileOfVariablesHasAnEnd() throws IOException {
    String file = write("top.yml", "version: \"0.1\"\n");
    Path large = Files.write(folder.resolve("large"), new byte[2 << 20]);

    assertUnreadable(Ran.run("validate", file, "--env-file", large.toString()));
    assertUnreadable(Ran.run("validate", file, file, "--env-file", large.toString()));
  }

  @Test
  void standardInputHasAnEnd() {
    String large = "#".repeat((1 << 20) + 1);
    Ran ran = Ran.run(Map.of(), Console.Terminals.NONE, large, "validate", "-");

    assertUnreadable(ran);
    assertThat(ran.err()).contains("standard input is larger than 1 MiB");
  }

  @Test
  void aFileOfVariablesIsText() throws IOException {
    String file = write("top.yml", "version: \"0.1\"\n");
    String binary = write("binary", (byte) 0xff);

    Ran ran = Ran.run("validate", file, "--env-file", binary);
    assertUnreadable(ran);
    assertThat(ran.err()).contains("the file of variables '" + binary + "' is not UTF-8 text");
    assertThat(Ran.run("validate", file, "--env-file", binary + "x").err())
        .contains("the file of variables '" + binary + "x' cannot be read");
  }

  @Test
  void aNameThatIsNoPath() {
    assertUnreadable(validate("a\0b"));
  }
}
