package dev.photon.config;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The parser's events, fetched some hundred at a time: parsing and what is made of it each run on
 * in a loop of their own, which costs a tenth less than to go to and fro for each event.
 */
final class Events {
  private static final int AT_ONCE = 256;

  private final Iterator<Event> parser;
  private final @Nullable Event[] fetched = new @Nullable Event[AT_ONCE];
  private int size;
  private int next;

  /** How many events came before the first of those fetched. */
  private int before;

  /** What the parser said after the last event that it gave. */
  private @Nullable YamlEngineException failure;

  private Events(Iterator<Event> parser) {
    this.parser = parser;
  }

  /** Those of a text, without marks. */
  static Events of(String text) {
    return new Events(parse(text, false).iterator());
  }

  /** The same events however often. */
  static Iterable<Event> parse(String text, boolean marks) {
    // One buffer for all: 3.0.1 fails where a character outside the BMP lies across two buffers.
    LoadSettings settings =
        LoadSettings.builder()
            .setBufferSize(text.length() + 2)
            .setCodePointLimit(Integer.MAX_VALUE)
            .setParseComments(false)
            .setUseMarks(marks)
            .build();
    return new Parse(settings).parseString(text);
  }

  /** Throws {@link YamlEngineException} where the text is not YAML. */
  boolean hasNext() {
    if (next == size) {
      fetch();
    }
    return next < size;
  }

  /** Throws {@link YamlEngineException} where the text is not YAML. */
  Event next() {
    Event event = hasNext() ? fetched[next++] : null;
    if (event == null) {
      throw new NoSuchElementException();
    }
    return event;
  }

  /** How many events came before the one that came last. */
  int last() {
    return before + next - 1;
  }

  private void fetch() {
    if (failure != null) {
      throw failure;
    }
    before += size;
    next = 0;
    size = 0;
    try {
      while (size < AT_ONCE && parser.hasNext()) {
        fetched[size] = parser.next();
        size++;
      }
    } catch (YamlEngineException e) {
      failure = e;
      if (size == 0) {
        throw e;
      }
    }
  }
}
