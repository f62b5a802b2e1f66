package dev.photon.core.match;

import dev.photon.config.Lifetime;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.Offer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A book of up to a million offers, in which the cheapest that fit are found without looking at
 * all.
 *
 * <p>Nothing is an object for each offer: what decides is in columns, everything else is packed,
 * and whole offers are made anew for whoever asks. With names, hosts and capacities of ordinary
 * length an offer takes about 125 bytes, everything included. An offer is in a tree of its region,
 * commitment and kind of prices, whose parts know the best of what is in them (see {@link
 * PriceTree}).
 *
 * <p>Thread-safe: one lock, held for some microseconds by a change, a look-up, or a search for the
 * cheapest; whoever counts all offers gives it back every few thousand. So an answer is made of
 * offers each of which stood as it is told at a moment of the search, not all at the same.
 */
public final class OfferIndex {
  /** Rows that are looked at before others may change them. */
  static final int STEP = 4096;

  private final OfferRows rows = new OfferRows();
  private final RowsById byId = new RowsById(rows);
  private final PriceTree[] trees = new PriceTree[OfferRows.KINDS];
  private final long[] before = new long[OfferRows.LIMITS];

  /** Offers that were made for somebody lately: who looks for the cheapest often finds the same. */
  private final @Nullable Recent[] recent = new @Nullable Recent[256];

  /** How often an offer has come or gone; not how often one has changed. */
  private long comings;

  private record Recent(int row, Offer offer) {}

  /** An empty book. */
  public OfferIndex() {
    Arrays.setAll(trees, i -> new PriceTree(rows, OfferRows.isFlavoured(i)));
  }

  /** Adds an offer, or replaces that of its datacenter; one that is older changes nothing. */
  public boolean put(Offer offer) {
    return put(offer, Resources.NONE);
  }

  /**
   * The same for an offer of which some is given away already.
   *
   * @param held what its agent has not yet taken from the free capacity. The rest is what counts as
   *     free, and what the offer says when it is given back.
   * @return false if the offer is older than the known one
   */
  public synchronized boolean put(Offer offer, Resources held) {
    Resources free = offer.capacity().free().less(held);
    int row = byId.find(offer.id().value());
    if (row == RowsById.NONE) {
      row = rows.add(offer, free);
      byId.add(row);
      tree(row).add(row);
      comings++;
    } else if (rows.sequence(row) > offer.sequence()) {
      return false;
    } else if (staysInPlace(row, offer)) {
      forget(row);
      rows.limits(row, before);
      rows.replace(row, offer, free);
      tree(row).changed(row, before);
    } else {
      forget(row);
      tree(row).remove(row);
      rows.replace(row, offer, free);
      tree(row).add(row);
    }
    return true;
  }

  private boolean staysInPlace(int row, Offer offer) {
    return rows.region(row) == offer.region()
        && rows.commitment(row) == offer.commitment()
        && rows.prices(row).equals(offer.prices());
  }

  private PriceTree tree(int row) {
    return trees[rows.kind(row)];
  }

  /** Takes an offer out; returns whether there was one. Its sequence is forgotten, too. */
  public synchronized boolean remove(DatacenterId id) {
    int row = byId.find(id.value());
    if (row == RowsById.NONE) {
      return false;
    }
    remove(row);
    return true;
  }

  private void remove(int row) {
    forget(row);
    tree(row).remove(row);
    byId.remove(row);
    rows.remove(row);
    comings++;
  }

  /** Takes out what has expired by then; returns how many these were. */
  public int expire(Instant now) {
    int expired = 0;
    boolean more = true;
    for (int from = 0; more; from += STEP) {
      synchronized (this) {
        for (int row = from; row < Math.min(from + STEP, rows.count()); row++) {
          if (rows.used(row) && rows.expires(row) <= OfferRows.nanos(now)) {
            remove(row);
            expired++;
          }
        }
        more = from + STEP < rows.count();
      }
    }
    return expired;
  }

  /** The offer of a datacenter, expired or not. */
  public synchronized Optional<Offer> find(DatacenterId id) {
    int row = byId.find(id.value());
    return row == RowsById.NONE ? Optional.empty() : Optional.of(offer(row));
  }

  /** How many offers there are, expired ones included. */
  public synchronized int size() {
    return byId.size();
  }

  /** What stands at a time: expired offers never count. Follows the book. */
  public OfferSnapshot at(Instant now) {
    return new OfferSnapshot() {
      @Override
      AllowedOffers without(Set<DatacenterId> excluded) {
        return new IndexedOffers(OfferIndex.this, excluded, OfferRows.nanos(now));
      }
    };
  }

  // For IndexedOffers, which holds the lock.

  /** The trees of a region and of all that commit to this or longer. */
  List<PriceTree> trees(Region region, Lifetime least) {
    List<PriceTree> found = new ArrayList<>();
    for (Lifetime commitment : Lifetime.values()) {
      if (commitment.satisfies(least)) {
        found.add(trees[OfferRows.kind(region, commitment, false)]);
        found.add(trees[OfferRows.kind(region, commitment, true)]);
      }
    }
    return found;
  }

  Offer offer(int row) {
    Recent known = recent[row % recent.length];
    if (known == null || known.row != row) {
      known = new Recent(row, rows.offer(row));
      recent[row % recent.length] = known;
    }
    return known.offer;
  }

  private void forget(int row) {
    Recent known = recent[row % recent.length];
    if (known != null && known.row == row) {
      recent[row % recent.length] = null;
    }
  }

  OfferRows rows() {
    return rows;
  }

  int row(DatacenterId id) {
    return byId.find(id.value());
  }

  long comings() {
    return comings;
  }
}
