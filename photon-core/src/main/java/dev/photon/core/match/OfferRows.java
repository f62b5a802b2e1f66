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

  private static final int NONE = -1;

  private static final int CODES = 12;
  private static final int SEQUENCE = 9;
  private static final int UNTIL = 10;

  private static final int REGIONS = 0x0f;
  private static final int COMMITMENT = 4;
  private static final int FLAVOURS = 1 << 6;
  private static final int SIMULATED = 1 << 7;

  /** How many kinds of rows there may be. */
  static final int KINDS = SIMULATED;

  private static final List<Region> REGION = List.of(Region.values());
  private static final List<Lifetime> LIFETIME = List.of(Lifetime.values());

  private RowBlock[] blocks = new RowBlock[0];

  /**
   * For each block what decides, side by side for each row, which is looked at most: prices a unit
   * or the number of a list, free capacity, largest node; sequence; when it expires, in two halves.
   */
  private int[][] codes = new int[0][];

  private final Amounts amounts = new Amounts();
  private final PriceLists lists = new PriceLists();
  private final OfferText text = new OfferText();

  /** The first row that is free; each holds the next where the others hold when they expire. */
  private int free = NONE;

  private int rows;

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
    return block(row).at[in(row)] != RowBlock.FREE;
  }

  /** A row that was free. */
  int add(Offer offer, Resources freeNow) {
    int row = free;
    if (row != NONE) {
      free = (int) expires(row);
    } else {
      row = rows++;
      if (in(row) == 0) {
        int number = row >>> RowBlock.BITS;
        if (number == blocks.length) {
          blocks = Arrays.copyOf(blocks, number + number / 8 + 1);
          codes = Arrays.copyOf(codes, blocks.length);
        }
        blocks[number] = new RowBlock();
        codes[number] = new int[CODES * RowBlock.ROWS];
      }
    }
    write(row, offer, freeNow);
    return row;
  }

  /** Replaces the offer of the same datacenter. */
  void replace(int row, Offer offer, Resources freeNow) {
    int from = CODES * in(row);
    int[] old = Arrays.copyOfRange(codes(row), from, from + CODES);
    boolean flavoured = flavoured(row);
    write(row, offer, freeNow);
    release(old, 0, flavoured);
  }

  void remove(int row) {
    RowBlock block = block(row);
    release(codes(row), CODES * in(row), flavoured(row));
    block.cut(in(row), OfferText.length(block.packed, block.at[in(row)]));
    expires(row, free);
    free = row;
  }

  private void release(int[] old, int from, boolean flavoured) {
    if (flavoured) {
      lists.release(old[from]);
    }
    for (int i = flavoured ? FREE : PRICES; i <= SEQUENCE; i++) {
      amounts.release(old[from + i]);
    }
  }

  private void write(int row, Offer offer, Resources freeNow) {
    RowBlock block = block(row);
    int i = in(row);
    int[] own = codes(row);
    int code = CODES * i;
    boolean flavoured = offer.prices() instanceof PriceList.Flavours;
    int kind = kind(offer.region(), offer.commitment(), flavoured);
    if (offer.prices() instanceof PriceList.Flavours list) {
      own[code] = lists.take(list);
    } else if (offer.prices() instanceof PriceList.PerUnit unit) {
      own[code] = amounts.encode(unit.cpu());
      own[code + 1] = amounts.encode(unit.memoryGib());
      own[code + 2] = amounts.encode(unit.diskGib());
    }
    block.kinds[i] = (byte) (kind | (offer.simulated() ? SIMULATED : 0));
    encode(own, code + FREE, freeNow);
    encode(own, code + NODE, offer.capacity().largestNode());
    own[code + SEQUENCE] = amounts.encode(offer.sequence());
    expires(row, nanos(offer.expires()));
    Packing part = text.pack(offer);
    if (block.at[i] != RowBlock.FREE) {
      int length = OfferText.length(block.packed, block.at[i]);
      if (part.equalTo(block.packed, block.at[i], length)) {
        return;
      }
      block.cut(i, length);
    }
    block.append(i, part);
  }

  private void encode(int[] own, int code, Resources resources) {
    own[code] = amounts.encode(resources.milliCpu());
    own[code + 1] = amounts.encode(resources.memoryBytes());
    own[code + 2] = amounts.encode(resources.diskBytes());
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
  void terms(int row, boolean flavoured, long[] limits) {
    int[] own = codes(row);
    int code = CODES * in(row);
    if (flavoured) {
      limits[PRICES] = -lists.leastCpu(own[code]);
      limits[PRICES + 1] = -lists.leastMemoryGib(own[code]);
      limits[PRICES + 2] = 0;
    } else {
      for (int i = PRICES; i < FREE; i++) {
        limits[i] = -amounts.decode(own[code + i]);
      }
    }
    for (int i = FREE; i < EXPIRES; i++) {
      limits[i] = amounts.decode(own[code + i]);
    }
    limits[EXPIRES] = expires(row);
  }

  /** The same with the prices of mixes. */
  void limits(int row, long[] limits) {
    terms(row, flavoured(row), limits);
    for (int i = MIXES; i < LIMITS; i++) {
      limits[i] =
          -Mix.ALL.get(i - MIXES).price(-limits[PRICES], -limits[PRICES + 1], -limits[PRICES + 2]);
    }
  }

  long expires(int row) {
    int[] own = codes(row);
    int at = CODES * in(row) + UNTIL;
    return ((long) own[at] << 32) | (own[at + 1] & 0xffffffffL);
  }

  private void expires(int row, long nanos) {
    int[] own = codes(row);
    int at = CODES * in(row) + UNTIL;
    own[at] = (int) (nanos >> 32);
    own[at + 1] = (int) nanos;
  }

  long sequence(int row) {
    return amounts.decode(codes(row)[CODES * in(row) + SEQUENCE]);
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

  static boolean isFlavoured(int kind) {
    return (kind & FLAVOURS) != 0;
  }

  /** Its region, commitment and sort of prices; less than {@link #KINDS}. */
  int kind(int row) {
    return block(row).kinds[in(row)] & ~SIMULATED & 0xff;
  }

  boolean flavoured(int row) {
    return isFlavoured(block(row).kinds[in(row)]);
  }

  /** The number of its list of flavours, or {@link #NO_LIST}. */
  int list(int row) {
    return list(row, flavoured(row));
  }

  /** The same where it is known whether it has one. */
  int list(int row, boolean flavoured) {
    return flavoured ? codes(row)[CODES * in(row)] : NO_LIST;
  }

  PriceList prices(int row) {
    int[] own = codes(row);
    int code = CODES * in(row);
    return flavoured(row)
        ? lists.list(own[code])
        : new PriceList.PerUnit(
            amounts.decode(own[code]),
            amounts.decode(own[code + 1]),
            amounts.decode(own[code + 2]));
  }

  /** Which part of the tree holds the row. */
  Branch leaf(int row) {
    return block(row).leaves[in(row)];
  }

  void leaf(int row, Branch leaf) {
    block(row).leaves[in(row)] = leaf;
  }

  String id(int row) {
    RowBlock block = block(row);
    return OfferText.id(block.packed, block.at[in(row)]);
  }

  boolean hasId(int row, String id) {
    RowBlock block = block(row);
    return OfferText.hasId(block.packed, block.at[in(row)], id);
  }

  /** As its text has it. */
  int idHash(int row) {
    RowBlock block = block(row);
    return OfferText.idHash(block.packed, block.at[in(row)]);
  }

  /** The whole offer; as free it has what it had when it was written, less what was held then. */
  Offer offer(int row) {
    RowBlock block = block(row);
    return text.unpack(
        block.packed,
        block.at[in(row)],
        new OfferText.Columns(
            region(row),
            commitment(row),
            prices(row),
            resources(row, FREE),
            resources(row, NODE),
            sequence(row),
            instant(expires(row)),
            (block.kinds[in(row)] & SIMULATED) != 0));
  }

  private Resources resources(int row, int from) {
    int[] own = codes(row);
    int code = CODES * in(row) + from;
    return new Resources(
        amounts.decode(own[code]), amounts.decode(own[code + 1]), amounts.decode(own[code + 2]));
  }

  private int[] codes(int row) {
    return codes[row >>> RowBlock.BITS];
  }

  private RowBlock block(int row) {
    return blocks[row >>> RowBlock.BITS];
  }

  private static int in(int row) {
    return row & (RowBlock.ROWS - 1);
  }
}
