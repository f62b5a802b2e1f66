package dev.photon.core.match;

import java.util.Arrays;

/**
 * What some neighbouring {@link OfferRows} have that decides little, with their packed parts one
 * after the other. Not thread-safe.
 */
final class RowBlock {
  static final int BITS = 8;
  static final int ROWS = 1 << BITS;

  /** In place of where a packed part is: the row is free. */
  static final int FREE = -1;

  /** Region, commitment, sort of prices, and whether it is simulated. */
  final byte[] kinds = new byte[ROWS];

  /** Which part of a tree holds a row. */
  final Branch[] leaves = new Branch[ROWS];

  /** Where the packed part of a row is; less than 0 of a free row. */
  final int[] at = new int[ROWS];

  byte[] packed = new byte[0];
  int used;

  RowBlock() {
    Arrays.fill(at, FREE);
  }

  /** Takes out the packed part of a row. */
  void cut(int row, int length) {
    int from = at[row];
    System.arraycopy(packed, from + length, packed, from, used - from - length);
    used -= length;
    for (int i = 0; i < ROWS; i++) {
      if (at[i] > from) {
        at[i] -= length;
      }
    }
    at[row] = FREE;
  }

  void append(int row, Packing part) {
    int length = part.length();
    if (used + length > packed.length) {
      packed = Arrays.copyOf(packed, Math.max(used + length, used + used / 32 + 64));
    }
    part.copyTo(packed, used);
    at[row] = used;
    used += length;
  }
}
