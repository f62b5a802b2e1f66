package dev.photon.core.match;

import dev.photon.config.Lifetime;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Offers in columns of numbers, a row each, which keeps its number for as long as the offer is
 * there. What decides about a match has columns; the rest is packed (see {@link OfferText}). Rows
 * are in blocks, so that none is ever copied to make room for others. Not thread-safe.
 */
final class OfferRows {
  // What a row says about whether it fits, as limits of which more is better: prices are negative.
  static final int PRICES = 0;
  static final int FREE = 3;
  static final int NODE = 6;
  static final int EXPIRES = 9;
  static final int MIXES = 10;
  static final int LIMITS = MIXES + Mix.ALL.size();

  /** Of a row that has no list of flavours. */
  static final int NO_LIST = -1;

  private static final int BLOCK_BITS = 8;
  private static final int BLOCK = 1 << BLOCK_BITS;
  private static final int NONE = -1;

  private static final int CODES = 10;
  private static final int SEQUENCE = 9;

  private static final int REGIONS = 0x0f;
  private static final int COMMITMENT = 4;
  private static final int FLAVOURS = 1 << 6;
  private static final int SIMULATED = 1 << 7;

  /** How many kinds of rows there may be. */
  static final int KINDS = SIMULATED;

  private static final List<Region> REGION = List.of(Region.values());
  private static final List<Lifetime> LIFETIME = List.of(Lifetime.values());

  private Block[] blocks = new Block[0];
  private final Amounts amounts = new Amounts();
  private final PriceLists lists = new PriceLists();
  private final OfferText text = new OfferText();

  /** The first row that is free; each holds the next where the others hold when they expire. */
  private int free = NONE;

  private int rows;

  /** The columns of some rows. */
  private static final class Block {
    /** Of prices a unit, or the number of a list; free capacity; largest node; sequence. */
    private final int[] codes = new int[CODES * BLOCK];

    private final long[] expires = new long[BLOCK];
    private final byte[] kinds = new byte[BLOCK];
    private final Branch[] leaves = new Branch[BLOCK];

    /** Where the packed part of a row is; less than 0 of a free row. */
    private final int[] at = new int[BLOCK];

    private byte[] packed = new byte[0];
    private int used;

    /** Takes out the packed part of a row. */
    private void cut(int row, int length) {
      int from = at[row];
      System.arraycopy(packed, from + length, packed, from, used - from - length);
      used -= length;
      for (int i = 0; i < BLOCK; i++) {
        if (at[i] > from) {
          at[i] -= length;
        }
      }
      at[row] = NONE;
    }

    private void append(int row, Packing part) {
      int length = part.length();
      if (used + length > packed.length) {
        packed = Arrays.copyOf(packed, Math.max(used + length, used + used / 32 + 64));
      }
      part.copyTo(packed, used);
      at[row] = used;
      used += length;
    }
  }

  static {
    if (REGION.size() > REGIONS + 1 || LIFETIME.size() > 4) {
      throw new AssertionError("a row has no room for so many regions or lifetimes");
    }
  }

  /** How many there are, free ones with them: all numbers are lower. */
  int count() {
    return rows;
  }

  PriceLists lists() {
    return lists;
  }

  boolean used(int row) {
    return block(row).at[in(row)] != NONE;
  }

  /** A row that was free. */
  int add(Offer offer, Resources freeNow) {
    int row = free;
    if (row != NONE) {
      free = (int) block(row).expires[in(row)];
    } else {
      row = rows++;
      if (in(row) == 0) {
        Block block = new Block();
        Arrays.fill(block.at, NONE);
        int number = row >>> BLOCK_BITS;
        if (number == blocks.length) {
          blocks = Arrays.copyOf(blocks, number + number / 8 + 1);
        }
        blocks[number] = block;
      }
    }
    write(row, offer, freeNow);
    return row;
  }

  /** Replaces the offer of the same datacenter. */
  void replace(int row, Offer offer, Resources freeNow) {
    int from = CODES * in(row);
    int[] old = Arrays.copyOfRange(block(row).codes, from, from + CODES);
    boolean flavoured = flavoured(row);
    write(row, offer, freeNow);
    release(old, 0, flavoured);
  }

  void remove(int row) {
    Block block = block(row);
    release(block.codes, CODES * in(row), flavoured(row));
    block.cut(in(row), OfferText.length(block.packed, block.at[in(row)]));
    block.expires[in(row)] = free;
    free = row;
  }

  private void release(int[] codes, int from, boolean flavoured) {
    if (flavoured) {
      lists.release(codes[from]);
    }
    for (int i = flavoured ? FREE : PRICES; i < CODES; i++) {
      amounts.release(codes[from + i]);
    }
  }

  private void write(int row, Offer offer, Resources freeNow) {
    Block block = block(row);
    int i = in(row);
    int code = CODES * i;
    boolean flavoured = offer.prices() instanceof PriceList.Flavours;
    int kind = kind(offer.region(), offer.commitment(), flavoured);
    if (offer.prices() instanceof PriceList.Flavours list) {
      block.codes[code] = lists.take(list);
    } else if (offer.prices() instanceof PriceList.PerUnit unit) {
      block.codes[code] = amounts.encode(unit.cpu());
      block.codes[code + 1] = amounts.encode(unit.memoryGib());
      block.codes[code + 2] = amounts.encode(unit.diskGib());
    }
    block.kinds[i] = (byte) (kind | (offer.simulated() ? SIMULATED : 0));
    encode(block, code + FREE, freeNow);
    encode(block, code + NODE, offer.capacity().largestNode());
    block.codes[code + SEQUENCE] = amounts.encode(offer.sequence());
    block.expires[i] = nanos(offer.expires());
    Packing part = text.pack(offer);
    if (block.at[i] != NONE) {
      int length = OfferText.length(block.packed, block.at[i]);
      if (part.equalTo(block.packed, block.at[i], length)) {
        return;
      }
      block.cut(i, length);
    }
    block.append(i, part);
  }

  private void encode(Block block, int code, Resources resources) {
    block.codes[code] = amounts.encode(resources.milliCpu());
    block.codes[code + 1] = amounts.encode(resources.memoryBytes());
    block.codes[code + 2] = amounts.encode(resources.diskBytes());
  }

  /** Nanoseconds since 1970; what is beyond the years 1678 to 2262 counts as their ends. */
  static long nanos(Instant time) {
    long most = Long.MAX_VALUE / 1_000_000_000;
    if (time.getEpochSecond() >= most) {
      return Long.MAX_VALUE;
    }
    if (time.getEpochSecond() <= -most) {
      return Long.MIN_VALUE;
    }
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  /** What the row says about whether it fits; all but the prices of mixes. */
  void terms(int row, long[] limits) {
    Block block = block(row);
    int code = CODES * in(row);
    if ((block.kinds[in(row)] & FLAVOURS) != 0) {
      limits[PRICES] = -lists.leastCpu(block.codes[code]);
      limits[PRICES + 1] = -lists.leastMemoryGib(block.codes[code]);
      limits[PRICES + 2] = 0;
    } else {
      for (int i = PRICES; i < FREE; i++) {
        limits[i] = -amounts.decode(block.codes[code + i]);
      }
    }
    for (int i = FREE; i < EXPIRES; i++) {
      limits[i] = amounts.decode(block.codes[code + i]);
    }
    limits[EXPIRES] = block.expires[in(row)];
  }

  /** The same with the prices of mixes. */
  void limits(int row, long[] limits) {
    terms(row, limits);
    for (int i = MIXES; i < LIMITS; i++) {
      limits[i] =
          -Mix.ALL.get(i - MIXES).price(-limits[PRICES], -limits[PRICES + 1], -limits[PRICES + 2]);
    }
  }

  long expires(int row) {
    return block(row).expires[in(row)];
  }

  long sequence(int row) {
    return amounts.decode(block(row).codes[CODES * in(row) + SEQUENCE]);
  }

  Region region(int row) {
    return REGION.get(block(row).kinds[in(row)] & REGIONS);
  }

  Lifetime commitment(int row) {
    return LIFETIME.get(block(row).kinds[in(row)] >> COMMITMENT & 3);
  }

  /** The number of a region, commitment and sort of prices. */
  static int kind(Region region, Lifetime commitment, boolean flavoured) {
    return REGION.indexOf(region)
        | LIFETIME.indexOf(commitment) << COMMITMENT
        | (flavoured ? FLAVOURS : 0);
  }

  /** Its region, commitment and sort of prices; less than {@link #KINDS}. */
  int kind(int row) {
    return block(row).kinds[in(row)] & ~SIMULATED & 0xff;
  }

  boolean flavoured(int row) {
    return (block(row).kinds[in(row)] & FLAVOURS) != 0;
  }

  /** The number of its list of flavours, or {@link #NO_LIST}. */
  int list(int row) {
    return flavoured(row) ? block(row).codes[CODES * in(row)] : NO_LIST;
  }

  PriceList prices(int row) {
    Block block = block(row);
    int code = CODES * in(row);
    return flavoured(row)
        ? lists.list(block.codes[code])
        : new PriceList.PerUnit(
            amounts.decode(block.codes[code]),
            amounts.decode(block.codes[code + 1]),
            amounts.decode(block.codes[code + 2]));
  }

  /** Which part of the tree holds the row. */
  Branch leaf(int row) {
    return block(row).leaves[in(row)];
  }

  void leaf(int row, Branch leaf) {
    block(row).leaves[in(row)] = leaf;
  }

  String id(int row) {
    Block block = block(row);
    return OfferText.id(block.packed, block.at[in(row)]);
  }

  boolean hasId(int row, String id) {
    Block block = block(row);
    return OfferText.hasId(block.packed, block.at[in(row)], id);
  }

  /** As its text has it. */
  int idHash(int row) {
    Block block = block(row);
    return OfferText.idHash(block.packed, block.at[in(row)]);
  }

  /** The whole offer; as free it has what it had when it was written, less what was held then. */
  Offer offer(int row) {
    Block block = block(row);
    int code = CODES * in(row);
    return text.unpack(
        block.packed,
        block.at[in(row)],
        new OfferText.Columns(
            region(row),
            commitment(row),
            prices(row),
            resources(block, code + FREE),
            resources(block, code + NODE),
            sequence(row),
            instant(block.expires[in(row)]),
            (block.kinds[in(row)] & SIMULATED) != 0));
  }

  private Resources resources(Block block, int code) {
    return new Resources(
        amounts.decode(block.codes[code]),
        amounts.decode(block.codes[code + 1]),
        amounts.decode(block.codes[code + 2]));
  }

  private Block block(int row) {
    return blocks[row >>> BLOCK_BITS];
  }

  private static int in(int row) {
    return row & (BLOCK - 1);
  }
}
