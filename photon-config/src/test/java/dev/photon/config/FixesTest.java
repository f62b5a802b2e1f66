package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixesTest {
  private static List<Diagnostic.Fix> fixes(String text) {
    return ConfigLoader.standard().load("a.yml", text).diagnostics().stream()
        .flatMap(d -> d.fix().stream())
        .toList();
  }

  @Test
  void allElseStays() {
    String text =
        "\ufeffversion: \"0.1\"\r\nservices:\r\n  '😀': # environment\r\n    environment: {A: 😀}"
            + " # cmd\r\n    depends_on: []\r\n    cmd: []";
    assertThat(Fixes.apply(text, fixes(text.substring(1))))
        .isEqualTo(
            "\ufeffversion: \"0.1\"\r\nservices:\r\n  '😀': # environment\r\n    env: {A: 😀}"
                + " # cmd\r\n    depends-on: []\r\n    args: []");
  }

  @Test
  void quotesStayForWhatFollowsThem() {
    String json = "{\"version\":\"0.1\",\"services\":{\"a\":{\"image\":\"b\",\"depends_on\":%s}}}";
    String text = json.formatted("[]").replace("\"image\":\"b\"", "\"image\":\"b\",\"cmd\":\"c\"");
    assertThat(Fixes.apply(text, fixes(text)))
        .isEqualTo(text.replace("depends_on", "depends-on").replace("cmd", "args"));
  }

  /** It would take an anchor away that others use, or the variable itself. */
  @Test
  void whatIsMoreThanAWordIsNotReplaced() {
    String text =
        """
        version: "0.1"
        services:
          web:
            image: web
            expose:
              - port: 80
                proto: ${P:-HTTP}
                to: [{global: &yes yes}]
              - {port: 81, proto: !!str HTTP, to: [{global: *yes }]}
        deployment:
          datacenters:
            d: {region: local, profiles: {p: {qos: {memory: "${M:-512mb}"}}}}
        """;
    assertThat(fixes(text)).isEmpty();
  }

  @Test
  void placesThatAreNotThereArePassedOver() {
    Diagnostic.Fix far = new Diagnostic.Fix(new Origin("a.yml", 9, 1), 9, 2, "x");
    Diagnostic.Fix wide = new Diagnostic.Fix(new Origin("a.yml", 1, 2), 1, 9, "x");
    Diagnostic.Fix one = new Diagnostic.Fix(new Origin("a.yml", 1, 1), 1, 3, "x");
    Diagnostic.Fix overlapping = new Diagnostic.Fix(new Origin("a.yml", 1, 2), 1, 4, "y");
    assertThat(Fixes.apply("abc\n", List.of(far, wide))).isEqualTo("abc\n");
    assertThat(Fixes.apply("abc\n", List.of(one, overlapping))).isEqualTo("ay\n");
  }

  /** A fix is certain: what it was offered for is gone, and it brings nothing new. */
  @Test
  void everyFixOfTheGoldenFilesMends() throws Exception {
    List<Path> files = new ArrayList<>(GoldenTest.invalid());
    files.addAll(GoldenTest.valid());
    int mended = 0;
    for (Path file : files) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      for (Diagnostic diagnostic : ConfigLoader.standard().load("a.yml", text).diagnostics()) {
        if (diagnostic.fix().isPresent()) {
          String fixed = Fixes.apply(text, List.of(diagnostic.fix().get()));
          List<Diagnostic> left = ConfigLoader.standard().load("a.yml", fixed).diagnostics();
          assertThat(left)
              .as(file + ": " + diagnostic)
              .noneMatch(
                  d ->
                      d.code().equals(diagnostic.code())
                          && d.origin().equals(diagnostic.origin())
                          && d.message().equals(diagnostic.message()));
          mended++;
        }
      }
    }
    assertThat(mended).isGreaterThan(10);
  }
}
