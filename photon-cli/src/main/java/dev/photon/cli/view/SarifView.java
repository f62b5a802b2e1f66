package dev.photon.cli.view;

import dev.photon.config.Diagnostic;
import dev.photon.config.Excerpt;
import dev.photon.config.Explanations;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Diagnostics as a log that CI systems show beside the code: SARIF 2.1.0, of which the names and
 * structure follow the OASIS standard.
 */
public final class SarifView {
  private SarifView() {}

  /**
   * The log of one run.
   *
   * @param strict whether warnings count as errors
   */
  public static Data data(List<Diagnostic> diagnostics, String version, boolean strict) {
    List<String> codes = diagnostics.stream().map(Diagnostic::code).distinct().sorted().toList();
    Data driver =
        Data.fields()
            .add("name", "photon")
            .add("version", version)
            .add("rules", Data.items(codes, SarifView::rule))
            .build();
    Data run =
        Data.fields()
            .add("tool", Data.fields().add("driver", driver).build())
            .add("columnKind", "unicodeCodePoints")
            .add("results", Data.items(diagnostics, d -> result(d, codes, strict)))
            .build();
    return Data.fields()
        .add("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        .add("version", "2.1.0")
        .add("runs", new Data.Items(List.of(run)))
        .build();
  }

  private static Data rule(String code) {
    String summary = Explanations.summary(code).orElse(code);
    return Data.fields()
        .add("id", code)
        .add("shortDescription", message(summary))
        .add(
            "help",
            Data.fields()
                .add("text", summary)
                .addIfAny("markdown", Explanations.page(code))
                .build())
        .build();
  }

  private static Data result(Diagnostic diagnostic, List<String> codes, boolean strict) {
    String hint = diagnostic.hint().map(h -> " (" + h + ")").orElse("");
    Data.Builder result =
        Data.fields()
            .add("ruleId", diagnostic.code())
            .add("ruleIndex", codes.indexOf(diagnostic.code()))
            .add("level", strict ? "error" : diagnostic.severity().text())
            .add("message", message(diagnostic.message() + hint))
            .add("locations", new Data.Items(List.of(location(diagnostic.at(), Optional.empty()))));
    if (!diagnostic.notes().isEmpty()) {
      List<Data> others = new ArrayList<>();
      diagnostic.notes().forEach(n -> others.add(location(n.at(), Optional.of(n.message()))));
      result.add("relatedLocations", new Data.Items(others));
    }
    diagnostic.fix().ifPresent(fix -> result.add("fixes", new Data.Items(List.of(fix(fix)))));
    return result.build();
  }

  private static Data fix(Diagnostic.Fix fix) {
    Data replacement =
        Data.fields()
            .add(
                "deletedRegion",
                Data.fields()
                    .add("startLine", fix.from().line())
                    .add("startColumn", fix.from().column())
                    .add("endLine", fix.endLine())
                    .add("endColumn", fix.endColumn())
                    .build())
            .add("insertedContent", message(fix.replacement()))
            .build();
    Data change =
        Data.fields()
            .add("artifactLocation", artifact(fix.from().source()))
            .add("replacements", new Data.Items(List.of(replacement)))
            .build();
    return Data.fields()
        .add("description", message(fix.text()))
        .add("artifactChanges", new Data.Items(List.of(change)))
        .build();
  }

  private static Data location(Excerpt at, Optional<String> message) {
    Data region =
        Data.fields()
            .add("startLine", at.origin().line())
            .add("startColumn", at.origin().column())
            .add("endColumn", at.origin().column() + at.length())
            .build();
    Data.Builder location =
        Data.fields()
            .add(
                "physicalLocation",
                Data.fields()
                    .add("artifactLocation", artifact(at.origin().source()))
                    .add("region", region)
                    .build());
    message.ifPresent(text -> location.add("message", message(text)));
    return location.build();
  }

  /** A path becomes a relative reference, whatever characters it has. */
  private static Data artifact(String source) {
    String uri = source;
    if (!source.startsWith("https://") && !source.startsWith("http://")) {
      try {
        uri =
            new URI(null, null, source.startsWith("/") ? source : "./" + source, null)
                .normalize()
                .toASCIIString();
      } catch (URISyntaxException e) {
        uri = "photon.yml";
      }
    }
    return Data.fields().add("uri", uri).build();
  }

  private static Data message(String text) {
    return Data.fields().add("text", text).build();
  }
}
