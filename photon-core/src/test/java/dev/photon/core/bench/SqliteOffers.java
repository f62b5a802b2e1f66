package dev.photon.core.bench;

import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.ProfileRequirement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * The same offers in a table of SQLite in memory, where prices are proportional: in the order of
 * the price of a cpu they are in the order of the cost of any node. The index has all that is
 * asked.
 */
final class SqliteOffers implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement cheapest;

  private SqliteOffers(Connection connection) throws SQLException {
    this.connection = connection;
    this.cheapest =
        connection.prepareStatement(
            "SELECT id, price FROM offer WHERE region = ? AND price <= ? AND expires > ?"
                + " AND commitment >= ? AND node_cpu >= ? AND node_memory >= ? AND node_disk >= ?"
                + " AND free_cpu >= ? AND free_memory >= ? AND free_disk >= ?"
                + " ORDER BY price, free_cpu DESC, free_memory DESC, id LIMIT 1");
  }

  static SqliteOffers of(int count) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE offer (id TEXT NOT NULL PRIMARY KEY, region, price, free_cpu, free_memory,"
              + " free_disk, node_cpu, node_memory, node_disk, commitment, expires) WITHOUT ROWID");
      connection.setAutoCommit(false);
      fill(connection, count);
      statement.execute(
          "CREATE INDEX offer_by_price ON offer (region, price, free_cpu DESC, free_memory DESC, id,"
              + " free_disk, node_cpu, node_memory, node_disk, commitment, expires)");
      statement.execute("ANALYZE");
      connection.commit();
      connection.setAutoCommit(true);
    }
    return new SqliteOffers(connection);
  }

  private static void fill(Connection connection, int count) throws SQLException {
    BigMarket market = new BigMarket(BigMarket.Prices.PROPORTIONAL);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO offer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < count; i++) {
        Offer offer = market.next(i);
        PriceList.PerUnit prices = (PriceList.PerUnit) offer.prices();
        var free = offer.capacity().free();
        var node = offer.capacity().largestNode();
        List<Object> values =
            List.of(
                offer.id().value(),
                offer.region().text(),
                prices.cpu(),
                free.milliCpu(),
                free.memoryBytes(),
                free.diskBytes(),
                node.milliCpu(),
                node.memoryBytes(),
                node.diskBytes(),
                offer.commitment().compareTo(dev.photon.config.Lifetime.SHORT),
                offer.expires().toEpochMilli());
        for (int v = 0; v < values.size(); v++) {
          insert.setObject(v + 1, values.get(v));
        }
        insert.addBatch();
        if (i % 10_000 == 9_999 || i == count - 1) {
          insert.executeBatch();
        }
      }
    }
  }

  /** The id of the cheapest that fits an entry of one profile. */
  Optional<String> cheapest(DatacenterRequirement entry) throws SQLException {
    ProfileRequirement profile = entry.profiles().get(0);
    long nodes = profile.nodes();
    cheapest.setString(1, entry.region().text());
    cheapest.setLong(2, mostOfACpu(profile));
    cheapest.setLong(3, BigMarket.NOW.toEpochMilli());
    cheapest.setInt(4, profile.lifetime().compareTo(dev.photon.config.Lifetime.SHORT));
    cheapest.setLong(5, profile.size().milliCpu());
    cheapest.setLong(6, profile.size().memoryBytes());
    cheapest.setLong(7, profile.size().diskBytes());
    cheapest.setLong(8, nodes * profile.size().milliCpu());
    cheapest.setLong(9, nodes * profile.size().memoryBytes());
    cheapest.setLong(10, nodes * profile.size().diskBytes());
    try (ResultSet row = cheapest.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  /** What a cpu may cost: as much as 5 GiB of memory, or 20 GiB of disk. */
  private static long mostOfACpu(ProfileRequirement profile) {
    double gibOfDisk =
        profile.size().milliCpu() / 50.0
            + 4.0 * (profile.size().memoryBytes() >> 30)
            + (profile.size().diskBytes() >> 30);
    return profile
        .maxPrice()
        .map(most -> 20 * (long) (most.microDollarsPerHour() / gibOfDisk))
        .orElse(Long.MAX_VALUE);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
