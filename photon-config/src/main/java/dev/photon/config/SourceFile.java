package dev.photon.config;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Scalar;
import java.util.List;
import java.util.Optional;

/** What every file goes through by itself, before it is merged with others. Pure. */
final class SourceFile {
  private SourceFile() {}

  /** The file's tree as it is spelled; empty if it has none, for reasons reported. */
  static Optional<Document> read(
      SourceText source,
      String text,
      int maxBytes,
      Variables variables,
      boolean remote,
      AtHand atHand,
      Problems problems) {
    if (!TextLimits.accepts(source, text, maxBytes, problems)) {
      return Optional.empty();
    }
    Optional<Document> document = TreeReader.read(source, text, atHand, problems);
    if (document.isEmpty()) {
      return document;
    }
    Mapping root = document.get().root();
    if (document.get().expands()) {
      root = Expansion.of(root, variables, remote, problems);
    }
    checkVersion(root, source, problems);
    return Optional.of(document.get().with(root));
  }

  private static void checkVersion(Mapping root, SourceText source, Problems problems) {
    Optional<Entry> entry = root.get("version");
    if (entry.isPresent() && entry.get().value().isNothing()) {
      entry = Optional.empty();
    }
    if (entry.isEmpty() && isMisspelled(root)) {
      return; // reported with the right spelling as its hint
    }
    if (entry.isEmpty()) {
      problems
          .error(
              Code.MISSING_VERSION,
              root.get("version").map(Entry::key).orElse(source.start()),
              "the file does not say its version")
          .hint("begin with version: \"0.1\"");
    } else if (!(entry.get().value() instanceof Scalar scalar)
        || !scalar.text().equals(Language.VERSION)) {
      Tree value = entry.get().value();
      String said = value instanceof Scalar scalar ? scalar.quoted() : value.kind();
      problems
          .error(
              Code.UNSUPPORTED_VERSION,
              value.place(),
              "this build reads version " + Language.VERSION + ", and not " + said)
          .hint("write version: \"" + Language.VERSION + "\", if the file is written in it");
    }
  }

  private static boolean isMisspelled(Mapping root) {
    List<String> sections = Language.FILE.names();
    return root.get("version").isEmpty()
        && root.entries().keySet().stream()
            .filter(key -> !sections.contains(key))
            .anyMatch(
                key -> Suggestion.nearest(key, sections).filter("version"::equals).isPresent());
  }
}
