package dev.photon.core.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one region, commitment and kind of price list, about in the order of their prices: a
 * B+ tree of which each part knows the best that its rows have, so that what asks for more need not
 * look into it. The order decides how fast an answer is found, never which. Changes to a row touch
 * the way from it to the root. Not thread-safe.
 */
final class PriceTree {
  private static final int LEAF = 40;
  private static final int INNER = 12;

  private final OfferRows rows;
  private final boolean flavoured;
  private Branch root;

  private final long[] limits = new long[OfferRows.LIMITS];
  private final long[] old = new long[OfferRows.LIMITS];

  /** Of rows that all have lists of flavours, or all have none. */
  PriceTree(OfferRows rows, boolean flavoured) {
    this.rows = rows;
    this.flavoured = flavoured;
    this.root = Branch.leaf(LEAF, flavoured);
  }

  Branch root() {
    return root;
  }

  /** Where a row belongs: what a cpu, 4 GiB of memory and 20 GiB of disk cost, then its list. */
  private long key(int row) {
    rows.limits(row, limits);
    long price =
        bounded(-limits[OfferRows.PRICES])
            + 4 * bounded(-limits[OfferRows.PRICES + 1])
            + 20 * bounded(-limits[OfferRows.PRICES + 2]);
    return Math.min(price, (1L << 42) - 1) << 20 | (rows.list(row) & 0xfffff);
  }

  private static long bounded(long price) {
    return Math.min(price, 1L << 42);
  }

  void add(int row) {
    long key = key(row);
    Branch leaf = leafFor(key);
    if (leaf.full()) {
      split(leaf, key);
      leaf = leafFor(key);
    }
    leaf.rows[leaf.count++] = row;
    rows.leaf(row, leaf);
    rows.limits(row, limits);
    int list = rows.list(row);
    include(leaf, limits, list);
  }

  /** Tells a part, and all above it, of something that is below it now. */
  private static void include(Branch from, long[] limits, int list) {
    for (Branch b = from; b != null && b.include(limits, list); b = b.above) {}
  }

  private Branch leafFor(long key) {
    Branch b = root;
    while (true) {
      b.low = b.count == 0 ? key : Math.min(b.low, key);
      if (b.isLeaf()) {
        return b;
      }
      int part = b.count - 1;
      while (part > 0 && b.parts[part].low > key) {
        part--;
      }
      b = b.parts[part];
    }
  }

  /** Makes room for a row with a key in a full leaf. */
  private void split(Branch leaf, long key) {
    long[] keys = new long[leaf.count];
    int[] sorted = new int[leaf.count];
    for (int i = 0; i < leaf.count; i++) {
      int row = leaf.rows[i];
      long own = key(row);
      int at = i;
      for (; at > 0 && keys[at - 1] > own; at--) {
        keys[at] = keys[at - 1];
        sorted[at] = sorted[at - 1];
      }
      keys[at] = own;
      sorted[at] = row;
    }
    // Rows that come in order, or all with one price, fill their leaves.
    int half = key >= keys[keys.length - 1] ? keys.length - 1 : keys.length / 2;
    Branch right = Branch.leaf(LEAF, flavoured);
    right.low = keys[half];
    right.count = keys.length - half;
    System.arraycopy(sorted, half, right.rows, 0, right.count);
    System.arraycopy(sorted, 0, leaf.rows, 0, half);
    leaf.count = half;
    for (int i = 0; i < right.count; i++) {
      rows.leaf(right.rows[i], right);
    }
    lookAt(leaf);
    lookAt(right);
    addBehind(leaf, right);
  }

  private void addBehind(Branch left, Branch right) {
    Branch above = left.above;
    if (above == null) {
      root = Branch.ofParts(INNER);
      root.low = left.low;
      root.parts[0] = left;
      root.parts[1] = right;
      root.count = 2;
      left.above = root;
      right.above = root;
      lookAt(root);
      return;
    }
    if (above.full()) {
      splitInner(above);
      above = aboveOf(left);
    }
    int at = above.indexOf(left) + 1;
    System.arraycopy(above.parts, at, above.parts, at + 1, above.count - at);
    above.parts[at] = right;
    above.count++;
    right.above = above;
    // A part that was split meanwhile, and looked at, did not know of it.
    include(above, right.limits, right.list);
  }

  private static Branch aboveOf(Branch branch) {
    Branch above = branch.above;
    if (above == null) {
      throw new AssertionError("the root has nothing above it");
    }
    return above;
  }

  private void splitInner(Branch full) {
    int half = full.count / 2;
    Branch right = Branch.ofParts(INNER);
    right.count = full.count - half;
    System.arraycopy(full.parts, half, right.parts, 0, right.count);
    clear(full, half);
    for (int i = 0; i < right.count; i++) {
      right.parts[i].above = right;
    }
    right.low = right.parts[0].low;
    lookAt(full);
    lookAt(right);
    addBehind(full, right);
  }

  /** Takes out what is at a place and behind it. */
  @SuppressWarnings("NullAway") // nobody looks behind the count
  private static void clear(Branch branch, int from) {
    Arrays.fill(branch.parts, from, branch.count, null);
    branch.count = from;
  }

  /** Looks anew at what a part has; returns whether that has changed. */
  private boolean lookAt(Branch branch) {
    System.arraycopy(branch.limits, 0, old, 0, old.length);
    int list = branch.list;
    branch.forget();
    for (int i = 0; i < branch.count; i++) {
      if (branch.isLeaf()) {
        rows.limits(branch.rows[i], limits);
        branch.include(limits, rows.list(branch.rows[i]));
      } else {
        branch.include(branch.parts[i].limits, branch.parts[i].list);
      }
    }
    return list != branch.list || !Arrays.equals(old, branch.limits);
  }

  private void lookUpwardsFrom(@Nullable Branch branch) {
    for (Branch b = branch; b != null && lookAt(b); b = b.above) {}
  }

  /**
   * A row of the tree is another now, with the same prices.
   *
   * @param before its limits before that
   */
  void changed(int row, long[] before) {
    rows.limits(row, limits);
    Branch leaf = rows.leaf(row);
    if (leaf.restsOn(before, limits)) {
      lookUpwardsFrom(leaf);
    } else {
      int list = rows.list(row);
      include(leaf, limits, list);
    }
  }

  /** Takes out a row; before it changes. */
  void remove(int row) {
    Branch leaf = rows.leaf(row);
    leaf.rows[leaf.indexOf(row)] = leaf.rows[--leaf.count];
    if (leaf.count == 0) {
      takeOut(leaf);
    } else {
      lookUpwardsFrom(leaf);
      if (leaf.count < LEAF / 4) {
        joinWithNext(leaf);
      }
    }
  }

  private void takeOut(Branch empty) {
    Branch above = empty.above;
    if (above == null) {
      root = Branch.leaf(LEAF, flavoured);
      return;
    }
    int at = above.indexOf(empty);
    System.arraycopy(above.parts, at + 1, above.parts, at, above.count - at - 1);
    clear(above, above.count - 1);
    if (above.count == 0) {
      takeOut(above);
      return;
    }
    lookUpwardsFrom(above);
    while (root.count == 1 && !root.isLeaf()) {
      root = root.parts[0];
      root.above = null;
    }
  }

  /** So that leaves which lose most of their rows do not stay. */
  private void joinWithNext(Branch leaf) {
    Branch above = leaf.above;
    if (above == null || above.count < 2) {
      return;
    }
    int at = Math.min(above.indexOf(leaf), above.count - 2);
    Branch left = above.parts[at];
    Branch right = above.parts[at + 1];
    if (left.count + right.count > LEAF / 2) {
      return;
    }
    System.arraycopy(right.rows, 0, left.rows, left.count, right.count);
    for (int i = 0; i < right.count; i++) {
      rows.leaf(right.rows[i], left);
    }
    left.count += right.count;
    lookAt(left);
    takeOut(right);
  }
}
