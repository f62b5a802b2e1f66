package dev.photon.core.match;

import dev.photon.config.Resources;

/**
 * What is needed to what there is; exact. One more on each side, for what there is nothing of.
 *
 * @param need at least 1
 * @param there at least 1
 */
record Ratio(long need, long there) implements Comparable<Ratio> {
  static final Ratio NONE = new Ratio(1, Long.MAX_VALUE);
  static final Ratio ENDLESS = new Ratio(Long.MAX_VALUE, 1);

  /** This, or the worst of some amounts if that is worse. */
  Ratio or(Resources need, Resources there) {
    return or(need.milliCpu(), there.milliCpu())
        .or(need.memoryBytes(), there.memoryBytes())
        .or(need.diskBytes(), there.diskBytes());
  }

  /** This, or that of an amount if it is worse. */
  Ratio or(long need, long there) {
    long needed = Math.min(need, Long.MAX_VALUE - 1) + 1;
    long had = Math.min(there, Long.MAX_VALUE - 1) + 1;
    return compare(needed, had, this.need, this.there) > 0 ? new Ratio(needed, had) : this;
  }

  @Override
  public int compareTo(Ratio other) {
    return compare(need, there, other.need, other.there);
  }

  /** By the products across, of 128 bits each. */
  private static int compare(long need, long there, long otherNeed, long otherThere) {
    int high =
        Long.compare(Math.multiplyHigh(need, otherThere), Math.multiplyHigh(otherNeed, there));
    return high != 0 ? high : Long.compareUnsigned(need * otherThere, otherNeed * there);
  }
}
