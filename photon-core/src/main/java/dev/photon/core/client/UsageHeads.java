package dev.photon.core.client;

import dev.photon.core.client.ClientException.Kind;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.UsageEntry;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the ledger of each lease ended when all of it was found whole. Kept beside the account's
 * key, in a file that is replaced as a whole.
 *
 * @param checked when that was
 */
record UsageHeads(Instant checked, Map<LeaseId, Head> heads) {
  static final UsageHeads NONE = new UsageHeads(Instant.EPOCH, Map.of());

  private static final String FILE = "usage.properties";
  private static final String CHECKED = "checked"; // a lease's name has a slash

  /** A line has at most 170 characters. */
  private static final long MOST = LedgerPages.MOST_LEASES * 200L;

  /** The last entry of a lease. */
  record Head(long sequence, String hash) {
    Head {
      if (sequence < 1) {
        throw new IllegalArgumentException("an entry's sequence must be from 1: " + sequence);
      }
    }

    static Head of(UsageEntry last) {
      return new Head(last.sequence(), last.hash());
    }

    private static Head parse(String text) {
      int space = text.indexOf(' ');
      if (space < 0) {
        throw new IllegalArgumentException("an entry has a sequence and a hash");
      }
      return new Head(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
    }

    @Override
    public String toString() {
      return sequence + " " + hash;
    }
  }

  UsageHeads {
    heads = Collections.unmodifiableMap(new TreeMap<>(heads));
  }

  /** Those that are kept in an account's folder; none before the first check. */
  static UsageHeads read(Path folder) throws ClientException {
    StateFile file = file(folder);
    Optional<Map<String, String>> values = file.read();
    if (values.isEmpty()) {
      return NONE;
    }
    try {
      Instant checked = Instant.parse(file.required(values.get(), CHECKED));
      Map<LeaseId, Head> heads = new TreeMap<>();
      for (Map.Entry<String, String> value : values.get().entrySet()) {
        if (!value.getKey().equals(CHECKED)) {
          heads.put(LeaseId.parse(value.getKey()), Head.parse(value.getValue()));
        }
      }
      return new UsageHeads(checked, heads);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new ClientException(
          Kind.LOCAL,
          "'" + file.path() + "' is damaged: " + e.getMessage(),
          Optional.of("without it, the ledger is not compared with what it was before"),
          e);
    }
  }

  /** Keeps them in an account's folder, which exists. */
  void write(Path folder) throws ClientException {
    Map<String, String> values = new TreeMap<>();
    values.put(CHECKED, checked.toString());
    heads.forEach((lease, head) -> values.put(lease.toString(), head.toString()));
    file(folder).write(values);
  }

  private static StateFile file(Path folder) {
    return new StateFile(folder.resolve(FILE), MOST);
  }
}
