package dev.photon.core.match;

import java.util.Arrays;

/**
 * Numbers in 32 bits each, exactly: 25 significant bits and how often they are doubled, which is
 * what sizes and prices mostly are; the few others are kept in a list of their own, and their code
 * says where. Not thread-safe.
 */
final class Amounts {
  private static final int BITS = 25;
  private static final int MANTISSA = (1 << BITS) - 1;
  private static final int NONE = -1;

  private long[] wide = new long[0];
  private int used;

  /** The first of the places in the list that are free; each holds the next. */
  private int free = NONE;

  /** The code of a number, until it is given back. */
  int encode(long number) {
    int doubled = number == 0 ? 0 : Long.numberOfTrailingZeros(number);
    long mantissa = number >>> doubled;
    return mantissa >>> BITS == 0 ? doubled << BITS | (int) mantissa : ~place(number);
  }

  private int place(long number) {
    int place = free;
    if (place != NONE) {
      free = (int) wide[place];
    } else {
      if (used == wide.length) {
        wide = Arrays.copyOf(wide, Math.max(16, used + used / 4));
      }
      place = used++;
    }
    wide[place] = number;
    return place;
  }

  long decode(int code) {
    return code >= 0 ? (long) (code & MANTISSA) << (code >>> BITS) : wide[~code];
  }

  /** Nobody holds the code any more. */
  void release(int code) {
    if (code < 0) {
      wide[~code] = free;
      free = ~code;
    }
  }
}
