package dev.photon.core.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A part of a {@link PriceTree}: some rows, or some smaller parts in the order of their keys, and
 * the best that any of them has of each thing. Not thread-safe.
 */
final class Branch {
  /** The lists of flavours of the rows below are not one and the same. */
  static final int MIXED = OfferRows.NO_LIST;

  /** There are no rows. */
  static final int NOTHING = -2;

  private static final int[] NO_ROWS = new int[0];
  private static final Branch[] NO_PARTS = new Branch[0];

  /** Of a leaf; elsewhere none. */
  final int[] rows;

  final Branch[] parts;

  /** Whether the rows have lists of flavours; of a leaf. */
  final boolean flavoured;

  int count;
  @Nullable Branch above;

  /** No row below has a lower key; there may be none that has this one. */
  long low;

  /** The most that any row below has (see {@link OfferRows#limits}); perhaps less than this. */
  final long[] limits = new long[OfferRows.LIMITS];

  /** The list of flavours that all rows below have, {@link #MIXED} or {@link #NOTHING}. */
  int list = NOTHING;

  private Branch(int[] rows, Branch[] parts, boolean flavoured) {
    this.rows = rows;
    this.parts = parts;
    this.flavoured = flavoured;
    forget();
  }

  static Branch leaf(int most, boolean flavoured) {
    return new Branch(new int[most], NO_PARTS, flavoured);
  }

  static Branch ofParts(int most) {
    return new Branch(NO_ROWS, new Branch[most], false);
  }

  boolean isLeaf() {
    return parts.length == 0;
  }

  boolean full() {
    return count == Math.max(rows.length, parts.length);
  }

  /** Counts one that has been added; returns whether that changes anything here. */
  boolean include(long[] other, int otherList) {
    boolean changed = false;
    if (otherList != list && list != MIXED) {
      list = list == NOTHING ? otherList : MIXED;
      changed = true;
    }
    for (int i = 0; i < limits.length; i++) {
      if (other[i] > limits[i]) {
        limits[i] = other[i];
        changed = true;
      }
    }
    return changed;
  }

  /** As if it had nothing. */
  void forget() {
    Arrays.fill(limits, Long.MIN_VALUE);
    list = NOTHING;
  }

  /** Whether less of something, from one to the other, may mean less here. */
  boolean restsOn(long[] before, long[] after) {
    for (int i = 0; i < limits.length; i++) {
      if (after[i] < before[i] && before[i] == limits[i]) {
        return true;
      }
    }
    return false;
  }

  int indexOf(Branch part) {
    for (int i = 0; i < count; i++) {
      if (parts[i] == part) {
        return i;
      }
    }
    throw new AssertionError("not a part of this");
  }

  int indexOf(int row) {
    for (int i = 0; i < count; i++) {
      if (rows[i] == row) {
        return i;
      }
    }
    throw new AssertionError("not a row of this");
  }
}
