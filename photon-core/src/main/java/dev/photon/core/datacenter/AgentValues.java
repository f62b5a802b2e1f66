package dev.photon.core.datacenter;

import dev.photon.core.store.Documents;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.Capacity;
import java.util.Optional;

/** Single values of an agent, as rows. */
final class AgentValues {
  private static final String OFFER = "offer";
  private static final String CAPACITY = "capacity";

  private AgentValues() {}

  /** The sequence of the next offer; higher than all before, in this process or an earlier one. */
  static long nextOffer(Transaction tx) {
    long next = read(tx, OFFER).map(Long::parseLong).orElse(0L) + 1;
    write(tx, OFFER, Long.toString(next));
    return next;
  }

  /** The capacity that was last seen. */
  static Optional<Capacity> capacity(Transaction tx) {
    return read(tx, CAPACITY).map(text -> Documents.read(text, Capacity.class));
  }

  static void capacity(Transaction tx, Capacity seen) {
    write(tx, CAPACITY, Documents.write(seen));
  }

  private static Optional<String> read(Transaction tx, String name) {
    return tx.first("SELECT body FROM agent_value WHERE name = ?", row -> row.text("body"), name);
  }

  private static void write(Transaction tx, String name, String body) {
    tx.update(
        "INSERT INTO agent_value (name, body) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET body = excluded.body",
        name,
        body);
  }
}
