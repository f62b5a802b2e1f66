package dev.photon.core.store;

/**
 * A database that one or several roles keep their state in. Thread-safe. Any method may throw
 * {@link StoreException}.
 */
public interface Store extends AutoCloseable {

  /**
   * Work in one transaction. It may be run more than once, and by another thread that writes at the
   * same time, so it touches nothing else and waits for nobody.
   */
  @FunctionalInterface
  interface Work<T> {
    T in(Transaction tx);
  }

  /** Runs work that changes state; when this returns, the change survives a {@code kill -9}. */
  <T> T write(Work<T> work);

  /** Runs work that only reads, on one consistent state. */
  <T> T read(Work<T> work);

  /** Whether other processes may change it meanwhile: what is known of it gets old by itself. */
  default boolean isShared() {
    return false;
  }

  @Override
  void close();
}
