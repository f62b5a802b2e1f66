package dev.photon.core.reconcile;

import dev.photon.spi.api.ObservedNode;
import java.util.List;

/** What is. */
public sealed interface ObservedState {

  /** A complete list of the deployment's nodes. */
  record Known(List<ObservedNode> nodes) implements ObservedState {
    public Known {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * The infrastructure did not answer; nothing follows from it, and nothing is done.
   *
   * @param why for people
   */
  record Unknown(String why) implements ObservedState {}
}
