package dev.photon.config;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Where each event of a text stands. A file is read without: marks cost the parser a tenth of its
 * time, and of a valid file no place is ever asked for. Where one is, the text is parsed once more.
 */
final class Marks {
  private static final int NUMBERS = 4;

  /** Line, column, end line and end column of each event, all from 1. */
  private int[] spans = new int[64 * NUMBERS];

  private int size;
  private Optional<MarkedYamlEngineException> failure = Optional.empty();

  private Marks() {}

  /** Of a text that was parsed before: as far as that came, so does this. */
  static Marks of(String text) {
    Marks marks = new Marks();
    try {
      Deque<Integer> open = new ArrayDeque<>();
      for (Event event : Events.parse(text, true)) {
        marks.add(event);
        if (event instanceof CollectionStartEvent start) {
          open.push(start.isFlow() ? marks.size - 1 : -1);
          if (open.size() > TreeReader.MAX_DEPTH + 1) {
            break; // nor is anything read beyond; brackets by the thousand take the parser long
          }
        } else if (event instanceof CollectionEndEvent) {
          int begin = open.pop();
          if (begin >= 0) {
            marks.end(begin, event);
          }
        }
      }
    } catch (MarkedYamlEngineException e) {
      marks.failure = Optional.of(e);
    } catch (YamlEngineException e) {
      // A character that is not allowed: nothing is said of where.
    }
    return marks;
  }

  private void add(Event event) {
    if ((size + 1) * NUMBERS > spans.length) {
      spans = Arrays.copyOf(spans, spans.length * 2);
    }
    Mark start = event.getStartMark().orElseThrow();
    spans[size * NUMBERS] = start.getLine() + 1;
    spans[size * NUMBERS + 1] = start.getColumn() + 1;
    size++;
    if (event instanceof CollectionStartEvent) {
      // Of a block of lines only the begin is known.
      spans[size * NUMBERS - 2] = start.getLine() + 1;
      spans[size * NUMBERS - 1] = start.getColumn() + 2;
    } else {
      end(size - 1, event);
    }
  }

  private void end(int event, Event last) {
    Mark end = last.getEndMark().orElseThrow();
    spans[event * NUMBERS + 2] = end.getLine() + 1;
    spans[event * NUMBERS + 3] = end.getColumn() + 1;
  }

  /** A collection in brackets stands there as a whole, one without only where it begins. */
  Place.Stretch place(SourceText source, int event) {
    int at = event * NUMBERS;
    return event < size
        ? new Place.Stretch(source, spans[at], spans[at + 1], spans[at + 2], spans[at + 3])
        : new Place.Stretch(source, 1, 1);
  }

  /** What the parser has to say of the text, with its marks. */
  Optional<MarkedYamlEngineException> failure() {
    return failure;
  }
}
