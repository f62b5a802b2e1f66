package dev.photon.config;

/** What a document is written to, piece by piece, in its order. */
interface DocumentWriter {
  /** Begins an entry of a map; a value or {@link #begin} follows. */
  DocumentWriter key(String key);

  /** Begins an item of a list; a value or a {@link #key} follows. */
  DocumentWriter item();

  /** What follows is inside the value of the key just written. */
  void begin();

  /** What follows belongs to the map whose first entry stands behind the dash. */
  void more();

  /** Ends what {@link #begin} or {@link #more} began. */
  void end();

  /** A value that needs no quotes. */
  void plain(String value);

  /** A text, quoted where it must be. */
  void text(String value);

  /** A text in quotes. */
  void quoted(String value);
}
