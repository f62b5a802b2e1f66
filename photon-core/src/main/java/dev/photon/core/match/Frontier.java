package dev.photon.core.match;

import static dev.photon.core.match.OfferRows.FREE;

import java.util.Arrays;

/**
 * The parts of trees that are still to be looked into, as a heap: first those that may hold what
 * costs least, among these the one that may hold what has most free. Not thread-safe.
 */
final class Frontier {
  private long[] totals = new long[32];
  private Branch[] branches = new Branch[32];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** What costs at least so much. */
  void add(long total, Branch branch) {
    if (size == totals.length) {
      totals = Arrays.copyOf(totals, 2 * size);
      branches = Arrays.copyOf(branches, 2 * size);
    }
    int at = size++;
    while (at > 0 && isBefore(total, branch, (at - 1) / 2)) {
      move((at - 1) / 2, at);
      at = (at - 1) / 2;
    }
    put(at, total, branch);
  }

  /** The least total of all. */
  long total() {
    return totals[0];
  }

  /** Takes out the first. */
  Branch remove() {
    Branch first = branches[0];
    size--;
    long total = totals[size];
    Branch branch = branches[size];
    int at = 0;
    for (int next = 1; next < size; next = 2 * at + 1) {
      if (next + 1 < size && isBefore(totals[next + 1], branches[next + 1], next)) {
        next++;
      }
      if (!isBefore(totals[next], branches[next], total, branch)) {
        break;
      }
      move(next, at);
      at = next;
    }
    put(at, total, branch);
    return first;
  }

  private void move(int from, int to) {
    put(to, totals[from], branches[from]);
  }

  private void put(int at, long total, Branch branch) {
    totals[at] = total;
    branches[at] = branch;
  }

  private boolean isBefore(long total, Branch branch, int other) {
    return isBefore(total, branch, totals[other], branches[other]);
  }

  private static boolean isBefore(long total, Branch branch, long otherTotal, Branch other) {
    if (total != otherTotal) {
      return total < otherTotal;
    }
    if (branch.limits[FREE] != other.limits[FREE]) {
      return branch.limits[FREE] > other.limits[FREE];
    }
    return branch.limits[FREE + 1] > other.limits[FREE + 1];
  }
}
