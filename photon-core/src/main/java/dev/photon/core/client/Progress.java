package dev.photon.core.client;

import dev.photon.spi.api.Event;
import dev.photon.spi.api.MetacenterStatus;

/** Is told how something long goes on; one call at a time. All methods return at once. */
public interface Progress {
  /** Tells nobody. */
  Progress NONE = new Progress() {};

  /** What is being done now, in a few words. */
  default void step(String text) {}

  /** The deployment looks otherwise than last time. */
  default void status(MetacenterStatus status) {}

  /** Something happened to the deployment. */
  default void event(Event event) {}
}
