package dev.photon.spi;

/** Something that goes on until it is closed. Closing again has no effect. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  /** A subscription to nothing. */
  Subscription NONE = () -> {};

  @Override
  void close();
}
