package dev.photon.config;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Mode;
import dev.photon.config.Tree.Scalar;
import dev.photon.config.Tree.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  static final int MAX_DEPTH = 32;
  static final int MAX_VALUES = 500_000;

  private final SourceText source;
  private final Problems problems;
  private final Tags tags;
  private final Iterator<Event> events;
  private final Map<Anchor, Sized> anchors = new HashMap<>();
  private long values;

  private TreeReader(SourceText source, String text, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.tags = new Tags(problems);
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
      problems.error(Code.SYNTAX, source.start(), "the text is not YAML");
      return Optional.empty();
    }
  }

  private Optional<Mapping> document() {
    Optional<Tree> root = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent && root.isPresent()) {
        problems
            .error(
                Code.SEVERAL_DOCUMENTS,
                place(event),
                "a second document begins here; a deployment file is one document")
            .hint("remove the '---', or make it a file of its own");
        break;
      }
      if (event instanceof NodeEvent node) {
        root = Optional.of(node(node, 1).alone(tags));
      }
    }
    if (root.isEmpty() || root.get().isNothing()) {
      problems.error(
          Code.EMPTY_FILE,
          source.start(),
          "the file says nothing; a deployment begins with version: \"0.1\"");
      return Optional.empty();
    }
    if (root.get() instanceof Mapping mapping) {
      return Optional.of(mapping);
    }
    if (root.get() instanceof Tree.Unknown) {
      return Optional.empty();
    }
    problems
        .error(
            Code.WRONG_ROOT,
            root.get().place(),
            "the file is " + root.get().kind() + ", but a deployment is a map of sections")
        .hint("begin with version: \"0.1\"");
    return Optional.empty();
  }

  private Sized node(NodeEvent event, int depth) {
    if (event instanceof AliasEvent alias) {
      return alias(alias, depth);
    }
    if (depth > MAX_DEPTH) {
      problems.error(
          Code.TOO_DEEP, place(event), "values are nested deeper than " + MAX_DEPTH + " levels");
      throw new Aborted();
    }
    count(1, event);
    long before = values;
    Tree tree;
    int height = 0;
    Mode mode;
    if (event instanceof ScalarEvent scalar) {
      mode = tags.ofScalar(scalar.getTag(), place(scalar));
      tree =
          new Scalar(
              place(scalar), scalar.getValue(), scalar.isPlain() && !Tags.isText(scalar.getTag()));
    } else if (event instanceof MappingStartEvent start) {
      mode = tags.ofMap(start.getTag(), place(start));
      Heights heights = new Heights();
      tree = mapping(start, depth, heights);
      height = heights.tallest + 1;
    } else {
      mode = tags.ofList(((CollectionStartEvent) event).getTag(), place(event));
      Heights heights = new Heights();
      tree = sequence(event, depth, heights);
      height = heights.tallest + 1;
    }
    Sized sized = new Sized(tree, values - before + 1, height, mode);
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
      problems
          .error(
              Code.UNKNOWN_ALIAS,
              place(alias),
              (word ? Quote.of("*" + name) : "this alias") + " has no anchor before it")
          .hint(
              () ->
                  Suggestion.nearest(name, anchors.keySet().stream().map(Anchor::getValue).toList())
                      .filter(near -> word && SecretParts.isWord(near))
                      .map(near -> Suggestion.didYouMean("*" + near))
                      .orElse("quote the value if the star is part of it"));
      return new Sized(new Tree.Unknown(place(alias)), 1, 0, Mode.MERGE);
    }
    if (depth + target.height > MAX_DEPTH) {
      problems.error(
          Code.TOO_DEEP, place(alias), "values are nested deeper than " + MAX_DEPTH + " levels");
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
      items.add(heights.of(node((NodeEvent) event, depth + 1)).alone(tags));
    }
  }

  private Tree mapping(MappingStartEvent start, int depth, Heights heights) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    Templates templates = new Templates(problems);
    boolean unknown = false;
    while (true) {
      Event event = events.next();
      if (event instanceof MappingEndEvent) {
        templates.into(entries);
        return unknown && entries.isEmpty()
            ? new Tree.Unknown(place(start, event))
            : new Mapping(place(start, event), entries);
      }
      Tree key = heights.of(node((NodeEvent) event, depth + 1)).alone(tags);
      Event valueStart = events.next();
      Sized value = heights.of(node((NodeEvent) valueStart, depth + 1));
      if (!(key instanceof Scalar scalar) || scalar.isNull()) {
        SecretParts.maskAll(key, false);
        SecretParts.maskAll(value.tree, false);
        keyNotText(key);
        unknown = true;
        continue;
      }
      if (scalar.plain() && scalar.text().equals("<<")) {
        templates.add(value.alone(tags));
        continue;
      }
      SecretParts.mask(scalar.text(), value.tree);
      Entry entry =
          new Entry(key.place(), value.tree, tags.atKey(value.tree, value.mode), List.of());
      Entry earlier = entries.putIfAbsent(scalar.text(), entry);
      if (earlier != null) {
        SecretParts.maskAll(value.tree, false); // what stands above it cannot: it is in no tree
        problems
            .error(
                Code.DUPLICATE_KEY, key.place(), Quote.of(scalar.text()) + " is here a second time")
            .note("the first is here", earlier.key())
            .hint("remove one of them");
      }
    }
  }

  private void keyNotText(Tree key) {
    if (key instanceof Tree.Unknown) {
      return; // told already
    }
    Problem problem =
        problems.error(
            Code.KEY_NOT_TEXT, key.place(), "a key must be a text, and this is " + key.kind());
    if (key instanceof Mapping) {
      problem.hint("braces make a map; if this is a template, fill it in first");
    }
  }

  private void count(long more, Event event) {
    values += more;
    if (values > MAX_VALUES) {
      problems.error(
          Code.TOO_MANY_VALUES,
          place(event),
          "the file has more than " + MAX_VALUES + " values, counting what aliases stand for");
      throw new Aborted();
    }
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
  private record Sized(Tree tree, long size, int height, Mode mode) {
    Tree alone(Tags tags) {
      return tags.alone(tree, mode);
    }
  }

  /** The tallest of a collection's values. */
  private static final class Heights {
    private int tallest;

    Sized of(Sized sized) {
      tallest = Math.max(tallest, sized.height);
      return sized;
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
