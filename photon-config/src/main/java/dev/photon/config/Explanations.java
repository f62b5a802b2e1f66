package dev.photon.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A page for each kind of problem: what it means, an example, and what to do. */
public final class Explanations {
  private static final String FOLDER = "diagnostics/";

  private Explanations() {}

  /** All codes that a {@link Diagnostic} can have, in the order of the documents. */
  public static List<String> codes() {
    return Arrays.stream(Code.values()).map(Code::text).toList();
  }

  /** The page of a code, as Markdown; empty if there is no such code. */
  public static Optional<String> page(String code) {
    if (!codes().contains(code)) {
      return Optional.empty();
    }
    try (InputStream in = Explanations.class.getResourceAsStream(FOLDER + code + ".md")) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first sentence of a code's page. */
  public static Optional<String> summary(String code) {
    return page(code)
        .flatMap(page -> page.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).findFirst());
  }
}
