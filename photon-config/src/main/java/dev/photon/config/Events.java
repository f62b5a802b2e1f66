package dev.photon.config;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
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

  /** What the parser said after the last event that it gave. */
  private @Nullable YamlEngineException failure;

  Events(Iterator<Event> parser) {
    this.parser = parser;
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

  private void fetch() {
    if (failure != null) {
      throw failure;
    }
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
