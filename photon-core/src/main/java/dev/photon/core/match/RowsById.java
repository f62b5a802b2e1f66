package dev.photon.core.match;

/**
 * Which row has an id: a hash table of row numbers, which asks the rows for their ids. It holds
 * four fifths of what it has room for at most, and grows by a quarter. Not thread-safe.
 */
final class RowsById {
  static final int NONE = -1;

  private static final int SMALLEST = 16;

  private final OfferRows rows;

  /** Row numbers, one higher, from the place on that their hash says; 0 is nothing. */
  private int[] table = new int[SMALLEST];

  private int size;

  RowsById(OfferRows rows) {
    this.rows = rows;
  }

  int size() {
    return size;
  }

  /** The row, or {@link #NONE}. */
  int find(String id) {
    for (int i = place(id.hashCode()); table[i] != 0; i = next(i)) {
      if (rows.hasId(table[i] - 1, id)) {
        return table[i] - 1;
      }
    }
    return NONE;
  }

  /** A row whose id is not there. */
  void add(int row) {
    if (5L * (size + 1) > 4L * table.length) {
      int[] old = table;
      table = new int[old.length + old.length / 4];
      for (int held : old) {
        if (held != 0) {
          put(held);
        }
      }
    }
    put(row + 1);
    size++;
  }

  private void put(int held) {
    int i = place(rows.idHash(held - 1));
    while (table[i] != 0) {
      i = next(i);
    }
    table[i] = held;
  }

  /** A row that is there, and has its id still. */
  void remove(int row) {
    int gap = place(rows.idHash(row));
    while (table[gap] != row + 1) {
      gap = next(gap);
    }
    // What follows without a gap moves up, unless that would be before its place.
    for (int i = next(gap); table[i] != 0; i = next(i)) {
      int wanted = place(rows.idHash(table[i] - 1));
      if (distance(wanted, i) >= distance(gap, i)) {
        table[gap] = table[i];
        gap = i;
      }
    }
    table[gap] = 0;
    size--;
  }

  private int distance(int from, int to) {
    return to >= from ? to - from : to - from + table.length;
  }

  private int next(int i) {
    return i + 1 == table.length ? 0 : i + 1;
  }

  /** Texts that differ little have hashes that differ little: they are spread first. */
  private int place(int hash) {
    int spread = hash * 0x9e3779b9;
    spread = (spread ^ (spread >>> 15)) * 0x85ebca6b;
    return (int) (((spread & 0xffffffffL) * table.length) >>> 32);
  }
}
