package dev.photon.core.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The statements of one transaction; unusable after it. */
final class JdbcTransaction implements Transaction, AutoCloseable {
  private final Session session;
  private boolean ended;

  JdbcTransaction(Session session) {
    this.session = session;
  }

  /** Brings the database's own exception through the caller's code to the store. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException sql;

    Failure(SQLException sql) {
      super(sql.getMessage(), sql, false, false);
      this.sql = sql;
    }

    SQLException sql() {
      return sql;
    }
  }

  @Override
  public int update(String sql, Object... args) {
    requireOpen();
    try {
      return session.with(
          sql,
          statement -> {
            bind(statement, args);
            return statement.executeUpdate();
          });
    } catch (SQLException e) {
      throw new Failure(e);
    }
  }

  @Override
  public <T> List<T> query(String sql, Function<Row, T> mapper, Object... args) {
    requireOpen();
    try {
      return session.with(
          sql,
          statement -> {
            bind(statement, args);
            return rows(statement, mapper);
          });
    } catch (SQLException e) {
      throw new Failure(e);
    }
  }

  private static <T> List<T> rows(PreparedStatement statement, Function<Row, T> mapper)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      JdbcRow row = new JdbcRow(rows);
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(mapper.apply(row));
      }
      return all;
    }
  }

  private static void bind(PreparedStatement statement, Object... args) throws SQLException {
    for (int i = 0; i < args.length; i++) {
      bind(statement, i + 1, args[i]);
    }
  }

  private static void bind(PreparedStatement statement, int index, Object arg) throws SQLException {
    if (arg instanceof Optional<?> optional) {
      if (optional.isEmpty()) {
        statement.setObject(index, null);
      } else {
        bind(statement, index, optional.get());
      }
    } else if (arg instanceof String text) {
      statement.setString(index, text);
    } else if (arg instanceof Long || arg instanceof Integer) {
      statement.setLong(index, ((Number) arg).longValue());
    } else if (arg instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else {
      throw new IllegalArgumentException(
          "argument " + index + " of a statement cannot be a " + arg.getClass().getSimpleName());
    }
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("a transaction was used after its end");
    }
  }

  @Override
  public void close() {
    ended = true;
  }

  /** The row that the result set stands at. */
  private record JdbcRow(ResultSet rows) implements Row {
    @Override
    public String text(String column) {
      return textIfAny(column).orElseThrow(() -> missing(column));
    }

    @Override
    public Optional<String> textIfAny(String column) {
      try {
        return Optional.ofNullable(rows.getString(column));
      } catch (SQLException e) {
        throw new Failure(e);
      }
    }

    @Override
    public long number(String column) {
      try {
        long number = rows.getLong(column);
        if (rows.wasNull()) {
          throw missing(column);
        }
        return number;
      } catch (SQLException e) {
        throw new Failure(e);
      }
    }

    @Override
    public byte[] bytes(String column) {
      try {
        return Optional.ofNullable(rows.getBytes(column)).orElseThrow(() -> missing(column));
      } catch (SQLException e) {
        throw new Failure(e);
      }
    }

    private static StoreException missing(String column) {
      return new StoreException("the column " + column + " has no value where one is expected");
    }
  }
}
