package dev.photon.core.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Statements within one transaction of a {@link Store}. SQL that SQLite and PostgreSQL share;
 * {@code ?} for arguments, which are {@code String}, {@code Long}, {@code Integer}, {@code byte[]},
 * {@code Optional} of these (empty is NULL).
 */
public interface Transaction {

  /** Runs a change and returns how many rows it touched. */
  int update(String sql, Object... args);

  /** All rows of a query. */
  <T> List<T> query(String sql, Function<Row, T> mapper, Object... args);

  /** The first row of a query, if it has one. */
  default <T> Optional<T> first(String sql, Function<Row, T> mapper, Object... args) {
    return query(sql, mapper, args).stream().findFirst();
  }
}
