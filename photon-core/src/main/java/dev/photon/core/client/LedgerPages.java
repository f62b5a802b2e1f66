package dev.photon.core.client;

import dev.photon.core.client.ClientException.Kind;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageQuery;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * Entries of the ledger, those of each lease together and in their sequence, which are asked for
 * page by page. Used by one thread.
 */
final class LedgerPages {
  static final int MOST_LEASES = 100_000;

  /** How many of them fit into the memory of a small machine. */
  static final int MOST_KEPT = 500_000;

  private final Source source;
  private final Set<LeaseId> begun = new HashSet<>();
  private Iterator<UsageEntry> page = Collections.emptyIterator();
  private UsageQuery query;

  /** Where pages come from. */
  interface Source {
    /** The next entries that a query asks for; none at the end. */
    Iterable<UsageEntry> page(UsageQuery query) throws ClientException;
  }

  LedgerPages(UsageQuery query, Source source) {
    this.query = query;
    this.source = source;
  }

  /**
   * The next entry; empty at the end.
   *
   * @throws ClientException also when the entries come in another order, or are of too many leases:
   *     a registry could else keep its reader busy for ever
   */
  Optional<UsageEntry> next() throws ClientException {
    if (!page.hasNext()) {
      // Only an empty page is the end: a page is short, too, when its entries are long.
      page = source.page(query).iterator();
      if (!page.hasNext()) {
        return Optional.empty();
      }
    }
    UsageEntry entry = page.next();
    requireOrder(entry);
    query = query.behind(entry);
    return Optional.of(entry);
  }

  private void requireOrder(UsageEntry entry) throws ClientException {
    Optional<UsageQuery.Position> last = query.after();
    boolean sameLease = last.filter(l -> l.lease().equals(entry.lease())).isPresent();
    boolean inOrder =
        sameLease ? entry.sequence() > last.get().sequence() : begun.add(entry.lease());
    if (!inOrder) {
      throw new ClientException(
          Kind.REFUSED,
          "the registry does not list its ledger in order: entry "
              + entry.sequence()
              + " of the lease "
              + entry.lease()
              + " comes late, or twice",
          "tell its operator");
    }
    if (begun.size() > MOST_LEASES) {
      throw new ClientException(
          Kind.REFUSED, "the ledger has entries of more than " + MOST_LEASES + " leases");
    }
  }
}
