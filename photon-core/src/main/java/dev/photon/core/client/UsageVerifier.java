package dev.photon.core.client;

import dev.photon.core.client.ClientException.Kind;
import dev.photon.core.usage.Ledger;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.UsageEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks the ledger lease by lease: each chain for itself, and against where it ended before. A
 * chain alone shows that nobody changed it who could not write all of it anew; that the registry
 * itself did not is shown by what was kept here.
 */
final class UsageVerifier {
  private final UsageHeads before;
  private final Map<LeaseId, UsageHeads.Head> heads = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private final List<UsageEntry> chain = new ArrayList<>();
  private long entries;

  private UsageVerifier(UsageHeads before) {
    this.before = before;
  }

  /**
   * Reads the whole ledger of an account and checks it. What is kept is replaced only if no fault
   * was found, so that a fault is told again until it is mended.
   *
   * @param ledger all entries
   * @param folder the account's
   */
  static UsageCheck check(LedgerPages ledger, Path folder, Instant now) throws ClientException {
    UsageVerifier verifier = new UsageVerifier(UsageHeads.read(folder));
    for (Optional<UsageEntry> next = ledger.next(); next.isPresent(); next = ledger.next()) {
      verifier.add(next.get());
    }
    UsageCheck check = verifier.end();
    if (check.whole()) {
      new UsageHeads(now, verifier.heads).write(folder);
    }
    return check;
  }

  private void add(UsageEntry entry) throws ClientException {
    if (!chain.isEmpty() && !chain.get(0).lease().equals(entry.lease())) {
      endChain();
    }
    if (chain.size() == LedgerPages.MOST_KEPT) {
      throw new ClientException(
          Kind.REFUSED,
          "the lease " + entry.lease() + " has more than " + chain.size() + " entries");
    }
    chain.add(entry);
    entries++;
  }

  private void endChain() {
    UsageEntry last = chain.get(chain.size() - 1);
    Ledger.fault(chain).ifPresent(faults::add);
    UsageHeads.Head head = before.heads().get(last.lease());
    if (head != null) {
      compare(last.lease(), head);
    }
    heads.put(last.lease(), UsageHeads.Head.of(last));
    chain.clear();
  }

  private void compare(LeaseId lease, UsageHeads.Head head) {
    if (chain.size() < head.sequence()) {
      faults.add(shorter(lease, head));
    } else if (!chain.get((int) head.sequence() - 1).hash().equals(head.hash())) {
      faults.add(
          "entry %d of the lease %s, or one before it, was changed since %s"
              .formatted(head.sequence(), lease, before.checked()));
    }
  }

  private String shorter(LeaseId lease, UsageHeads.Head head) {
    return "the ledger of the lease %s had %d entries on %s, and now has %s"
        .formatted(
            lease, head.sequence(), before.checked(), chain.isEmpty() ? "none" : chain.size());
  }

  private UsageCheck end() {
    if (!chain.isEmpty()) {
      endChain();
    }
    before
        .heads()
        .forEach(
            (lease, head) -> {
              if (!heads.containsKey(lease)) {
                faults.add(shorter(lease, head));
              }
            });
    return new UsageCheck(entries, heads.size(), faults);
  }
}
