package dev.photon.config;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Scalar;
import dev.photon.config.Tree.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML 1.2 text to a {@link Tree}. Built on parser events, because the library's own tree builder
 * overflows the stack, expands alias bombs and knows no places for keys.
 *
 * <p>Bounded: depth, and the number of values with every alias counted as what it stands for. A
 * syntax error ends a file, since what follows it cannot be trusted; all else is collected.
 */
final class TreeReader {
  private static final Set<String> KNOWN_TAGS = Set.of("!reset", "!override");

  static final int MAX_DEPTH = 32;
  static final int MAX_VALUES = 500_000;

  private final SourceText source;
  private final Problems problems;
  private final Iterator<Event> events;
  private final Map<Anchor, Sized> anchors = new HashMap<>();
  private long values;

  private TreeReader(SourceText source, String text, Problems problems) {
    this.source = source;
    this.problems = problems;
    // One buffer for all: 3.0.1 fails where a character outside the BMP lies across two buffers.
    LoadSettings settings =
        LoadSettings.builder()
            .setBufferSize(text.length() + 2)
            .setCodePointLimit(Integer.MAX_VALUE)
            .setParseComments(false)
            .build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /** The document's root, which is a map; empty if there are problems that prevent one. */
  static Optional<Mapping> read(SourceText source, String text, Problems problems) {
    TreeReader reader = new TreeReader(source, text, problems);
    try {
      return reader.document();
    } catch (Aborted e) {
      source.distrust();
      return Optional.empty();
    } catch (MarkedYamlEngineException e) {
      source.distrust();
      SyntaxErrors.report(e, source, problems);
      return Optional.empty();
    } catch (YamlEngineException e) {
      source.distrust();
      problems.error("syntax", source.start(), "the text is not YAML");
      return Optional.empty();
    }
  }

  private Optional<Mapping> document() {
    Optional<Tree> root = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent && root.isPresent()) {
        problems.error(
            "several-documents",
            place(event),
            "a second document begins here; a deployment file is one document",
            "remove the '---', or make it a file of its own");
        break;
      }
      if (event instanceof NodeEvent node) {
        root = Optional.of(node(node, 1).tree);
      }
    }
    if (root.isEmpty() || root.get().isNothing()) {
      problems.error(
          "empty-file",
          source.start(),
          "the file says nothing; a deployment begins with version: \"0.1\"");
      return Optional.empty();
    }
    if (root.get() instanceof Mapping mapping) {
      return Optional.of(mapping);
    }
    problems.error(
        "wrong-root",
        root.get().place(),
        "the file is " + root.get().kind() + ", but a deployment is a map of sections",
        "begin with version: \"0.1\"");
    return Optional.empty();
  }

  private Sized node(NodeEvent event, int depth) {
    if (event instanceof AliasEvent alias) {
      return alias(alias, depth);
    }
    if (depth > MAX_DEPTH) {
      problems.error(
          "too-deep", place(event), "values are nested deeper than " + MAX_DEPTH + " levels");
      throw new Aborted();
    }
    count(1, event);
    long before = values;
    Tree tree;
    int height = 0;
    if (event instanceof ScalarEvent scalar) {
      boolean text = hasTextTag(scalar.getTag(), scalar);
      tree = new Scalar(place(scalar), scalar.getValue(), scalar.isPlain() && !text);
    } else if (event instanceof MappingStartEvent start) {
      checkTag(start);
      Heights heights = new Heights();
      tree = mapping(start, depth, heights);
      height = heights.tallest + 1;
    } else {
      checkTag((CollectionStartEvent) event);
      Heights heights = new Heights();
      tree = sequence(event, depth, heights);
      height = heights.tallest + 1;
    }
    Sized sized = new Sized(tree, values - before + 1, height);
    event.getAnchor().ifPresent(anchor -> anchors.put(anchor, sized));
    return sized;
  }

  private Sized alias(AliasEvent alias, int depth) {
    Sized target = anchors.get(alias.getAlias());
    if (target == null) {
      String name = alias.getAlias().getValue();
      boolean word = SecretParts.isWord(name);
      if (!word) {
        source.mask(place(alias)); // a text whose quotes were forgotten
      }
      problems.error(
          "unknown-alias",
          place(alias),
          (word ? Quote.of("*" + name) : "this alias") + " has no anchor before it",
          "quote the value if the star is part of it");
      return new Sized(new Scalar(place(alias), "", true), 1, 0);
    }
    if (depth + target.height > MAX_DEPTH) {
      problems.error(
          "too-deep", place(alias), "values are nested deeper than " + MAX_DEPTH + " levels");
      throw new Aborted();
    }
    count(target.size, alias);
    return target;
  }

  private Tree sequence(NodeEvent start, int depth, Heights heights) {
    List<Tree> items = new ArrayList<>();
    while (true) {
      Event event = events.next();
      if (event instanceof SequenceEndEvent) {
        return new Sequence(place(start, event), items);
      }
      items.add(heights.of(node((NodeEvent) event, depth + 1)));
    }
  }

  private Tree mapping(MappingStartEvent start, int depth, Heights heights) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (true) {
      Event event = events.next();
      if (event instanceof MappingEndEvent) {
        return new Mapping(place(start, event), entries);
      }
      Tree key = heights.of(node((NodeEvent) event, depth + 1));
      Event valueStart = events.next();
      Tree value = heights.of(node((NodeEvent) valueStart, depth + 1));
      if (!(key instanceof Scalar scalar) || scalar.isNull()) {
        SecretParts.maskAll(key, false);
        problems.error(
            "key-not-text", key.place(), "a key must be a text, and this is " + key.kind());
        continue;
      }
      SecretParts.mask(scalar.text(), value);
      if (scalar.plain() && scalar.text().equals("<<")) {
        problems.error(
            "merge-key-unsupported",
            key.place(),
            "'<<' is not read by this build yet",
            "name the anchored value as a whole, or put the common part in an included file");
        continue;
      }
      Entry earlier = entries.putIfAbsent(scalar.text(), new Entry(key.place(), value));
      if (earlier != null) {
        problems.error(
            "duplicate-key",
            key.place(),
            Quote.of(scalar.text()) + " is here a second time; the first is at " + earlier.key(),
            "remove one of them");
      }
    }
  }

  private void count(long more, Event event) {
    values += more;
    if (values > MAX_VALUES) {
      problems.error(
          "too-many-values",
          place(event),
          "the file has more than " + MAX_VALUES + " values, counting what aliases stand for");
      throw new Aborted();
    }
  }

  /** Whether the tag says that the value is a text, whatever it looks like. */
  private boolean hasTextTag(Optional<String> tag, ScalarEvent event) {
    if (tag.isEmpty()) {
      return false;
    }
    if (tag.get().equals("tag:yaml.org,2002:str") || tag.get().equals("!")) {
      return true;
    }
    unsupportedTag(tag.get(), event);
    return false;
  }

  private void checkTag(CollectionStartEvent event) {
    String usual =
        event instanceof MappingStartEvent ? "tag:yaml.org,2002:map" : "tag:yaml.org,2002:seq";
    event
        .getTag()
        .filter(tag -> !tag.equals(usual) && !tag.equals("!"))
        .ifPresent(tag -> unsupportedTag(tag, event));
  }

  private void unsupportedTag(String tag, Event event) {
    if (!KNOWN_TAGS.contains(tag)) {
      source.mask(place(event)); // a text whose quotes were forgotten
    }
    problems.error(
        "tag-unsupported",
        place(event),
        KNOWN_TAGS.contains(tag)
            ? "the tag " + tag + " is not read by this build yet"
            : "a tag stands before this value, and not one that is known",
        "remove it; a text that begins with '!' needs quotes");
  }

  private Place place(Event event) {
    return place(event, event);
  }

  private Place place(Event first, Event last) {
    Mark start = first.getStartMark().orElseThrow();
    if (first instanceof CollectionStartEvent collection && !collection.isFlow()) {
      return new Place(source, start.getLine() + 1, start.getColumn() + 1);
    }
    Mark end = last.getEndMark().orElseThrow();
    return new Place(
        source, start.getLine() + 1, start.getColumn() + 1, end.getLine() + 1, end.getColumn() + 1);
  }

  /**
   * @param size how many values it stands for
   * @param height how many levels are below it
   */
  private record Sized(Tree tree, long size, int height) {}

  /** The tallest of a collection's values. */
  private static final class Heights {
    private int tallest;

    Tree of(Sized sized) {
      tallest = Math.max(tallest, sized.height);
      return sized.tree;
    }
  }

  /** The file is not worth reading on; the reason is among the problems. */
  private static final class Aborted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Aborted() {
      super(null, null, false, false);
    }
  }
}
