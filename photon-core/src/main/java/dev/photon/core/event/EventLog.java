package dev.photon.core.event;

import dev.photon.core.store.Transaction;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import java.util.List;

/**
 * One append-only log of events a deployment, numbered from 1 without gaps. Thread-safe. A reader
 * that resumes after the last number it saw loses nothing and sees nothing twice.
 */
public interface EventLog {

  /**
   * Appends within the caller's transaction, and returns the event's sequence; the one it came with
   * is ignored. After the transaction the caller says {@link #appended}.
   */
  long append(Transaction tx, String log, Event event);

  /** Wakes those who follow the log. */
  void appended(String log);

  /** Up to {@code limit} events with a sequence after the given one, in order. */
  List<Event> read(String log, long after, int limit);

  /** The last sequence; 0 for an empty log. */
  long last(String log);

  /** All events after the given one, then those to come, until closed. */
  Subscription subscribe(String log, long after, EventSink sink);
}
