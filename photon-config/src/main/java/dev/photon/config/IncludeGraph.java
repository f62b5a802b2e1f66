package dev.photon.config;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Scalar;
import dev.photon.config.include.IncludeAddress;
import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException;
import dev.photon.config.include.IncludeName;
import dev.photon.config.include.IncludeResolver;
import dev.photon.config.include.Included;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a file and all that it includes, and merges them: what is included first is lowest, and
 * each file lies over those that it includes. A file that is reached twice counts where it is
 * reached first.
 */
final class IncludeGraph {
  static final int MAX_DEPTH = 16;
  static final int MAX_FILES = 256;

  private final IncludeResolver resolver;
  private final Variables variables;
  private final Problems problems;
  private final Set<IncludeAddress> seen = new LinkedHashSet<>();
  private final Map<IncludeAddress, Included> read = new LinkedHashMap<>();
  private final List<Included> included = new ArrayList<>();

  private final Map<IncludeAddress, IncludeException> failed = new HashMap<>();

  /** How often: an included file must not make this machine ask thousands of others, or one. */
  private int asked;

  /** From the first file to the one that is being read: identity to shown name. */
  private final Map<IncludeAddress, String> chain = new LinkedHashMap<>();

  /**
   * A file that includes others.
   *
   * @param shown what it is called in messages: its address, but as it is written where variables
   *     were replaced in it
   */
  private record From(IncludeAddress address, String shown) {}

  /** Whether something may be reset. */
  private boolean tagged;

  /** Lowest first. */
  private final List<Mapping> layers = new ArrayList<>();

  IncludeGraph(IncludeResolver resolver, Variables variables, Problems problems) {
    this.resolver = resolver;
    this.variables = variables;
    this.problems = problems;
  }

  /**
   * The merged tree, as it is spelled if there was nothing to merge; empty if the file itself has
   * none.
   *
   * @param text of the file, which was read by the caller
   * @param atHand looks on while that is read
   */
  Optional<Mapping> load(
      String name, IncludeAddress address, IncludeAddress identity, String text, AtHand atHand) {
    if (!read(new From(address, name), identity, text, ConfigLoader.MAX_DOCUMENT_BYTES, atHand)) {
      return Optional.empty();
    }
    Mapping merged = layers.get(0);
    if (layers.size() > 1) {
      merged = merged();
    }
    if (tagged) {
      merged = Merge.finished(merged);
    }
    if (layers.size() > 1) {
      problems.merged(merged);
    }
    return Optional.of(merged);
  }

  private Mapping merged() {
    Merge merge = new Merge(problems);
    Mapping merged = Spelling.canonical(layers.get(0), problems);
    for (Mapping layer : layers.subList(1, layers.size())) {
      merged = merge.merge(merged, Spelling.canonical(layer, problems));
    }
    return merged;
  }

  /** The files that were included, in the order in which they were reached. */
  List<Included> included() {
    return included;
  }

  private boolean read(
      From from, IncludeAddress identity, String text, int maxBytes, AtHand atHand) {
    SourceText source = new SourceText(from.shown, seen.size(), text);
    seen.add(identity);
    boolean remote = from.address instanceof Remote;
    Optional<Document> document =
        SourceFile.read(source, text, maxBytes, variables, remote, atHand, problems);
    if (document.isEmpty()) {
      return false;
    }
    tagged |= document.get().tagged();
    Mapping root = document.get().root();
    chain.put(identity, from.shown);
    Entry include = root.entries().get("include");
    if (include != null) {
      includes(include, from);
    }
    chain.remove(identity);
    layers.add(own(root, chain.isEmpty()));
    return true;
  }

  private void includes(Entry include, From from) {
    if (include.value().isNothing()) {
      return;
    }
    Values values = new Values(problems);
    for (Tree item : values.list("include", include.value()).orElse(List.of())) {
      if (item.isNothing() || (item instanceof Scalar scalar && scalar.text().isBlank())) {
        problems.error(Code.MISSING_VALUE, item.place(), "this entry of include names no file");
      } else {
        values.scalar("an entry of include", item).ifPresent(name -> include(name, from));
      }
    }
  }

  private void include(Scalar name, From from) {
    try {
      IncludeName said = IncludeName.parse(name.text());
      IncludeAddress address = IncludeAddress.resolve(said.name(), from.address);
      if (address instanceof Remote remote && !remote.isHttps()) {
        problems
            .warning(
                Code.INCLUDE_INSECURE,
                name.place(),
                "plain http: whoever is on the way can change this file")
            .hint("use https, and pin the content with #sha256=…");
      }
      boolean known = read.containsKey(address) || failed.containsKey(address);
      if (seen.size() >= MAX_FILES || (asked >= MAX_FILES && !known)) {
        problems.error(
            Code.INCLUDE_TOO_MANY, name.place(), "more than " + MAX_FILES + " files are included");
        return;
      }
      include(name, said, new From(address, shown(name, said, address, from)));
    } catch (IncludeException e) {
      refuse(name, e, name.written());
    }
  }

  /**
   * Tells why a file cannot be had.
   *
   * @param written how it is named, if variables are in that: they may be secret, and the reason
   *     may name the file
   */
  private void refuse(Scalar name, IncludeException e, Optional<String> written) {
    String message =
        written
            .map(w -> "the file that " + Quote.of(harmless(w)) + " names cannot be included")
            .orElse(e.getMessage());
    Optional<String> hint =
        e.kind() == IncludeException.Kind.NOT_FOUND
            ? e.hint()
                .or(() -> Optional.of("a name is relative to the folder of the file it stands in"))
            : e.hint();
    problems.error(code(e.kind()), name.place(), message).hint(hint);
  }

  private void include(Scalar name, IncludeName said, From file) {
    try {
      follow(name, file, read(file.address, said.sha256()));
    } catch (IncludeException e) {
      boolean plain = file.shown.equals(file.address.text());
      refuse(name, e, plain ? Optional.empty() : Optional.of(file.shown));
    }
  }

  /** Each address is read once, however often it is included. */
  private Included read(IncludeAddress address, Optional<String> pin) throws IncludeException {
    Included known = read.get(address);
    if (known != null) {
      return pin.isPresent() ? known.pinned(address, pin.get()) : known;
    }
    IncludeException before = failed.get(address);
    if (before != null) {
      throw before;
    }
    asked++;
    try {
      Included file = pin.isPresent() ? resolver.read(address, pin.get()) : resolver.read(address);
      read.put(address, file);
      return file;
    } catch (IncludeException e) {
      if (pin.isEmpty()) {
        failed.put(address, e);
      }
      throw e;
    }
  }

  /** An address may hold what a variable stands for, which may be secret; so may its neighbours. */
  private static String shown(Scalar name, IncludeName said, IncludeAddress address, From from) {
    if (name.written().isPresent()) {
      return Quote.printable(harmless(name.written().get()), 400);
    }
    boolean relative = !said.name().contains("://") && !said.name().startsWith("/");
    if (relative && !from.shown.equals(from.address.text()) && from.shown.contains("${")) {
      String folder = from.shown.substring(0, from.shown.lastIndexOf('/') + 1);
      return folder + Quote.printable(harmless(said.name()), 400);
    }
    return address.text();
  }

  /** Without the query of a URL, its pin, and who is to log in. */
  private static String harmless(String name) {
    return name.replaceAll("(?s)[?#].*", "").replaceAll("(?s)^([^/]*//)[^/]*@", "$1***@");
  }

  private void follow(Scalar name, From from, Included file) {
    IncludeAddress identity = file.identity();
    if (chain.containsKey(identity)) {
      List<String> cycle = new ArrayList<>();
      chain.forEach(
          (there, shown) -> {
            if (!cycle.isEmpty() || there.equals(identity)) {
              cycle.add(shown);
            }
          });
      cycle.add(from.shown);
      problems
          .error(
              Code.INCLUDE_CYCLE,
              name.place(),
              "files include each other: " + String.join(" → ", cycle))
          .hint("remove one of these includes");
    } else if (seen.contains(identity)) {
      return; // reached before; it counts there
    } else if (chain.size() >= MAX_DEPTH) {
      problems.error(
          Code.INCLUDE_TOO_DEEP,
          name.place(),
          "files include files to more than " + MAX_DEPTH + " levels");
    } else {
      open(name, from, file);
    }
  }

  private void open(Scalar name, From from, Included file) {
    if (file.unlocked()) {
      problems
          .warning(Code.INCLUDE_NOT_LOCKED, name.place(), from.shown + " is not in photon.lock")
          .hint("add it: photon include --lock");
    }
    included.add(file);
    byte[] bytes = file.content().toByteArray();
    Optional<String> text = Decoding.text(from.shown, seen.size(), bytes, problems);
    if (text.isPresent()) {
      read(from, file.identity(), text.get(), ConfigLoader.MAX_FILE_BYTES, AtHand.NOBODY);
    } else {
      seen.add(file.identity());
    }
  }

  private static Code code(IncludeException.Kind kind) {
    return switch (kind) {
      case BAD_NAME -> Code.INCLUDE_BAD_NAME;
      case NOT_FOUND, UNREADABLE -> Code.INCLUDE_UNREADABLE;
      case TOO_LARGE -> Code.INCLUDE_TOO_LARGE;
      case NOT_ALLOWED -> Code.INCLUDE_NOT_ALLOWED;
      case UNREACHABLE, HTTP_STATUS -> Code.INCLUDE_UNREACHABLE;
      case TIMED_OUT -> Code.INCLUDE_TIMEOUT;
      case NOT_YAML -> Code.INCLUDE_NOT_YAML;
      case BAD_REDIRECT -> Code.INCLUDE_REDIRECT;
      case CHANGED -> Code.INCLUDE_CHANGED;
      case NOT_LOCKED, BAD_LOCK -> Code.INCLUDE_NOT_LOCKED;
      case NOT_CACHED -> Code.INCLUDE_NOT_CACHED;
    };
  }

  /** What a file brings into the merge. */
  private Mapping own(Mapping root, boolean first) {
    boolean whole =
        !root.entries().containsKey("include")
            && (first || !root.entries().containsKey("notifications"));
    if (whole) {
      return root;
    }
    Map<String, Entry> entries = new LinkedHashMap<>(root.entries());
    entries.remove("include");
    Entry notifications = first ? null : entries.remove("notifications");
    if (notifications != null && !notifications.value().isNothing()) {
      problems
          .warning(
              Code.INCLUDE_NOTIFICATIONS,
              notifications.key(),
              "notifications of an included file are not merged")
          .hint("move them to the file that includes this one");
    }
    return new Mapping(root.place(), entries);
  }
}
