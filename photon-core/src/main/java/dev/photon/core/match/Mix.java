package dev.photon.core.match;

import dev.photon.config.Resources;
import java.util.List;

/**
 * A cpu and what is often asked for with one. What the mix costs at least in a part of a tree says
 * more of it than what a cpu costs at least, and at another datacenter a GiB of memory.
 */
record Mix(int memoryGib, int diskGib) {
  /** With ever more memory and disk. */
  static final List<Mix> ALL =
      List.of(new Mix(1, 0), new Mix(2, 8), new Mix(4, 16), new Mix(8, 20));

  static final double GIB = 1L << 30;

  private static final long MOST = 1L << 52;

  /** Micro-dollars an hour, or less where a part costs more than anybody pays. */
  long price(long cpu, long memory, long disk) {
    return Math.min(cpu, MOST)
        + memoryGib * Math.min(memory, MOST)
        + diskGib * Math.min(disk, MOST);
  }

  /** How much of the mix a node has at least. */
  double in(Resources size) {
    double amount = size.milliCpu() / 1_000.0;
    if (memoryGib > 0) {
      amount = Math.min(amount, size.memoryBytes() / (memoryGib * GIB));
    }
    return diskGib == 0 ? amount : Math.min(amount, size.diskBytes() / (diskGib * GIB));
  }
}
