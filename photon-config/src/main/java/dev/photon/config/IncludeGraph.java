package dev.photon.config;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Scalar;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a file and all that it includes, and merges them: what is included first is lowest, and
 * each file lies over those that it includes. A file that is reached twice counts where it is
 * reached first. The only class that reads files.
 */
final class IncludeGraph {
  static final int MAX_DEPTH = 16;
  static final int MAX_FILES = 256;

  private final Problems problems;
  private final Set<Path> seen = new LinkedHashSet<>();

  /** From the first file to the one that is being read: canonical path to shown name. */
  private final Map<Path, String> chain = new LinkedHashMap<>();

  /** Lowest first. */
  private final List<Mapping> layers = new ArrayList<>();

  private IncludeGraph(Problems problems) {
    this.problems = problems;
  }

  /** The merged tree; empty if the file itself has none. */
  static Optional<Mapping> load(Path file, Problems problems) throws UnreadableConfigException {
    IncludeGraph graph = new IncludeGraph(problems);
    String text = FileText.read(file);
    if (!graph.read(file, canonical(file), text)) {
      return Optional.empty();
    }
    Merge merge = new Merge(problems);
    return graph.layers.stream().reduce(merge::merge);
  }

  private boolean read(Path file, Path canonical, String text) {
    SourceText source = new SourceText(shown(file), seen.size(), text);
    seen.add(canonical);
    Optional<Mapping> root = SourceFile.read(source, text, FileText.MAX_BYTES, problems);
    if (root.isEmpty()) {
      return false;
    }
    chain.put(canonical, source.name());
    root.get().get("include").ifPresent(include -> includes(include, file));
    chain.remove(canonical);
    layers.add(own(root.get(), chain.isEmpty()));
    return true;
  }

  private void includes(Entry include, Path from) {
    if (include.value().isNothing()) {
      return;
    }
    Values values = new Values(problems);
    for (Tree item : values.list("include", include.value()).orElse(List.of())) {
      if (item.isNothing() || (item instanceof Scalar scalar && scalar.text().isBlank())) {
        problems.error("missing-value", item.place(), "this entry of include names no file");
      } else {
        values.scalar("an entry of include", item).ifPresent(name -> include(name, from));
      }
    }
  }

  private void include(Scalar name, Path from) {
    String text = name.text();
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http://") || lower.startsWith("https://")) {
      problems.error(
          "include-unsupported",
          name.place(),
          Quote.of(withoutSecrets(text)) + ": remote files are not read by this build yet",
          "download it, and include the local copy");
      return;
    }
    if (text.contains("#sha256=")) {
      problems.error(
          "include-unsupported",
          name.place(),
          "pinned files are not read by this build yet",
          "remove what follows the name of the file");
      return;
    }
    try {
      Path file = from.resolveSibling(text).normalize();
      follow(name, file, FileText.read(file), canonical(file));
    } catch (InvalidPathException e) {
      problems.error("include-unreadable", name.place(), "this cannot be the name of a file");
    } catch (UnreadableConfigException e) {
      problems.error("include-unreadable", name.place(), String.valueOf(e.getMessage()));
    }
  }

  private void follow(Scalar name, Path file, String text, Path canonical) {
    if (chain.containsKey(canonical)) {
      List<String> cycle = new ArrayList<>();
      chain.forEach(
          (path, shown) -> {
            if (!cycle.isEmpty() || path.equals(canonical)) {
              cycle.add(shown);
            }
          });
      cycle.add(shown(file));
      problems.error(
          "include-cycle",
          name.place(),
          "files include each other: " + String.join(" → ", cycle),
          "remove one of these includes");
    } else if (seen.contains(canonical)) {
      return; // reached before; it counts there
    } else if (chain.size() >= MAX_DEPTH) {
      problems.error(
          "include-too-deep",
          name.place(),
          "files include files to more than " + MAX_DEPTH + " levels");
    } else if (seen.size() >= MAX_FILES) {
      problems.error(
          "include-too-many", name.place(), "more than " + MAX_FILES + " files are included");
    } else {
      read(file, canonical, text);
    }
  }

  /** What a file brings into the merge. */
  private Mapping own(Mapping root, boolean first) {
    Map<String, Entry> entries = new LinkedHashMap<>(root.entries());
    entries.remove("include");
    Entry notifications = first ? null : entries.remove("notifications");
    if (notifications != null && !notifications.value().isNothing()) {
      problems.warning(
          "include-notifications",
          notifications.key(),
          "notifications of an included file are not merged",
          "move them to the file that includes this one");
    }
    return new Mapping(root.place(), entries);
  }

  private static Path canonical(Path file) throws UnreadableConfigException {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw new UnreadableConfigException(shown(file) + " does not exist any more");
    }
  }

  private static String shown(Path file) {
    return Quote.printable(file.toString(), 400);
  }

  /** A URL without user, password and query. */
  private static String withoutSecrets(String url) {
    return url.replaceAll("//[^/@]*@", "//").replaceAll("[?#].*", "");
  }
}
