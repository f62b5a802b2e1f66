package dev.photon.config;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Mode;
import dev.photon.config.Tree.Scalar;
import dev.photon.config.Tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
  private final Events events;
  private final Anchors anchors;
  private final AtHand atHand;

  /** The key that was read last; nothing if it is no text. */
  private String keyText = "";

  private Place keyPlace;

  /** Whether it stands there without quotes. */
  private boolean keyPlain;

  /** The section of the file that is read. */
  private String section = "";

  private long values;

  /** How many aliases were read. */
  private long aliases;

  /** In how many values that are secret as a whole the one stands that is read. */
  private int secrets;

  /** Whether there can be a dollar sign in a value: as itself, or escaped. */
  private final boolean mayExpand;

  private boolean expands;
  private boolean tagged;

  /** How many levels are below the value that was read last. */
  private int height;

  /** How the value that was read last lies over others. */
  private Mode mode = Mode.MERGE;

  private TreeReader(SourceText source, String text, AtHand atHand, Problems problems) {
    this.source = source;
    this.keyPlace = source.start();
    this.atHand = atHand;
    this.problems = problems;
    this.tags = new Tags(problems);
    this.anchors = new Anchors(problems);
    this.mayExpand = text.indexOf('$') >= 0 || text.indexOf('\\') >= 0;
    this.events = Events.of(text);
  }

  /** The document's root, which is a map; empty if there are problems that prevent one. */
  static Optional<Document> read(SourceText source, String text, Problems problems) {
    return read(source, text, AtHand.NOBODY, problems);
  }

  /** The same, while someone looks on. */
  static Optional<Document> read(SourceText source, String text, AtHand atHand, Problems problems) {
    TreeReader reader = new TreeReader(source, text, atHand, problems);
    try {
      return reader.document();
    } catch (Aborted e) {
      source.distrust();
      return Optional.empty();
    } catch (YamlEngineException e) {
      source.distrust();
      Optional<MarkedYamlEngineException> told = source.marks().failure();
      if (told.isPresent()) {
        SyntaxErrors.report(told.get(), source, problems);
      } else if (TextLimits.acceptsLines(source, text, problems)) {
        problems.error(Code.SYNTAX, source.start(), "the text is not YAML");
      }
      return Optional.empty();
    }
  }

  private Optional<Document> document() {
    Optional<Tree> root = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent && root.isPresent()) {
        problems
            .error(
                Code.SEVERAL_DOCUMENTS,
                place(),
                "a second document begins here; a deployment file is one document")
            .hint("remove the '---', or make it a file of its own");
        break;
      }
      if (event instanceof NodeEvent node) {
        root = Optional.of(alone(node(node, 1)));
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
      return Optional.of(new Document(mapping, expands, tagged));
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

  /**
   * Reads a value; {@link #height} and {@link #mode} tell more of it until the next one is read.
   */
  private Tree node(NodeEvent event, int depth) {
    if (event instanceof AliasEvent alias) {
      return alias(alias, depth);
    }
    if (depth > MAX_DEPTH) {
      problems.error(
          Code.TOO_DEEP, place(), "values are nested deeper than " + MAX_DEPTH + " levels");
      throw new Aborted();
    }
    count(1);
    long before = values;
    Tree tree;
    Mode said = Mode.MERGE;
    Place place = place();
    if (event instanceof ScalarEvent scalar) {
      boolean plain = scalar.isPlain();
      Optional<String> tag = scalar.getTag();
      if (tag.isPresent()) {
        said = tags.ofScalar(tag.get(), place);
        plain &= !Tags.isText(tag.get());
      }
      tree = new Scalar(place, scalar.getValue(), plain);
      expands |= mayExpand && scalar.getValue().indexOf('$') >= 0;
      height = 0;
    } else {
      CollectionStartEvent start = (CollectionStartEvent) event;
      Optional<String> tag = start.getTag();
      if (tag.isPresent()) {
        said = tags.ofCollection(tag.get(), start instanceof MappingStartEvent, place);
      }
      tree = start instanceof MappingStartEvent ? mapping(place, depth) : sequence(place, depth);
    }
    mode = said;
    tagged |= said != Mode.MERGE;
    Optional<Anchor> anchor = event.getAnchor();
    if (anchor.isPresent()) {
      anchors.put(anchor.get(), new Anchors.Target(tree, values - before + 1, height, mode));
    }
    return tree;
  }

  /** A value that stands at no key. */
  private Tree alone(Tree value) {
    return mode == Mode.MERGE ? value : tags.alone(value);
  }

  private Tree alias(AliasEvent alias, int depth) {
    aliases++;
    Anchors.Target target = anchors.find(alias.getAlias());
    if (target == null) {
      anchors.reportUnknown(alias.getAlias(), place());
      height = 0;
      mode = Mode.MERGE;
      return new Tree.Unknown(place());
    }
    if (depth + target.height() > MAX_DEPTH) {
      problems.error(
          Code.TOO_DEEP, place(), "values are nested deeper than " + MAX_DEPTH + " levels");
      throw new Aborted();
    }
    count(target.size());
    height = target.height();
    mode = target.mode();
    return target.tree();
  }

  private Tree sequence(Place place, int depth) {
    List<Tree> items = new ArrayList<>();
    int tallest = 0;
    while (true) {
      Event event = events.next();
      if (event instanceof SequenceEndEvent) {
        height = tallest + 1;
        return new Sequence(place, items);
      }
      items.add(alone(node((NodeEvent) event, depth + 1)));
      tallest = Math.max(tallest, height);
    }
  }

  private Tree mapping(Place place, int depth) {
    Entries.Builder entries = new Entries.Builder();
    List<Tree> templates = List.of();
    int tallest = 0;
    boolean unknown = false;
    while (true) {
      Event event = events.next();
      if (event instanceof MappingEndEvent) {
        height = tallest + 1;
        if (!templates.isEmpty()) {
          Templates.into(entries, templates, problems);
        }
        return unknown && entries.isEmpty()
            ? new Tree.Unknown(place)
            : new Mapping(place, entries.build());
      }
      Tree notText = key((NodeEvent) event, depth + 1);
      String text = keyText;
      Place at = keyPlace;
      boolean plain = keyPlain;
      tallest = Math.max(tallest, height);
      if (depth == 1) {
        section = text;
      }
      boolean secret = SecretParts.isSecret(text);
      secrets += secret ? 1 : 0;
      long before = aliases;
      Tree value = node((NodeEvent) events.next(), depth + 1);
      secrets -= secret ? 1 : 0;
      tallest = Math.max(tallest, height);
      if (notText != null) {
        SecretParts.maskAll(notText, false);
        SecretParts.maskAll(value, false);
        keyNotText(notText);
        unknown = true;
      } else if (plain && text.equals("<<")) {
        templates = templates.isEmpty() ? new ArrayList<>() : templates;
        templates.add(alone(value));
      } else {
        Entry entry = put(entries, text, at, value);
        boolean service = depth == 2 && section.equals("services") && entry.value() == value;
        if (service && aliases == before) { // a long text that is named often costs as often
          atHand.service(text, entry);
        }
      }
    }
  }

  /**
   * Reads a key into {@link #keyText} and its neighbours, which tell of it until the next one is
   * read; returns it if it is no text.
   */
  private @Nullable Tree key(NodeEvent event, int depth) {
    if (event instanceof ScalarEvent scalar
        && depth <= MAX_DEPTH
        && scalar.getTag().isEmpty()
        && scalar.getAnchor().isEmpty()
        && !Scalar.isNull(scalar.getValue(), scalar.isPlain())) {
      count(1); // as nearly all are: no value is made of them
      height = 0;
      mode = Mode.MERGE;
      keyText = scalar.getValue();
      keyPlace = place();
      keyPlain = scalar.isPlain();
      expands |= mayExpand && keyText.indexOf('$') >= 0;
      return null;
    }
    Tree key = alone(node(event, depth));
    keyPlace = key.place();
    if (key instanceof Scalar scalar && !scalar.isNull()) {
      keyText = scalar.text();
      keyPlain = scalar.plain();
      return null;
    }
    keyText = "";
    return key;
  }

  /** What stands at the key then: what stood there before, if it is here a second time. */
  private Entry put(Entries.Builder entries, String key, Place at, Tree value) {
    if (secrets == 0) { // else it is masked with all that it stands in
      SecretParts.mask(key, value);
    }
    expands |= key.startsWith(DnsLabel.IGNORED);
    Mode said = mode == Mode.MERGE ? mode : tags.atKey(value, mode);
    Entry entry = new Entry(at, value, said, List.of());
    Entry earlier = entries.putIfAbsent(key, entry);
    if (earlier != null) {
      SecretParts.maskAll(value, false); // what stands above it cannot: it is in no tree
      problems
          .error(Code.DUPLICATE_KEY, at, Quote.of(key) + " is here a second time")
          .note("the first is here", earlier.key())
          .hint("remove one of them");
      return earlier;
    }
    return entry;
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

  private void count(long more) {
    values += more;
    if (values > MAX_VALUES) {
      problems.error(
          Code.TOO_MANY_VALUES,
          place(),
          "the file has more than " + MAX_VALUES + " values, counting what aliases stand for");
      throw new Aborted();
    }
  }

  /** Where the event stands that came last. */
  private Place place() {
    return new Place.OfEvent(source, events.last());
  }

  /** The file is not worth reading on; the reason is among the problems. */
  private static final class Aborted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Aborted() {
      super(null, null, false, false);
    }
  }
}
