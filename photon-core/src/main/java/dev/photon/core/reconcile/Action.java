package dev.photon.core.reconcile;

import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;

/** One step. */
public sealed interface Action {
  NodeId id();

  Cause cause();

  /** Ask for a node. */
  record Create(NodeSpec node, Cause cause) implements Action {
    @Override
    public NodeId id() {
      return node.id();
    }

    @Override
    public String toString() {
      return "create " + id() + ": " + cause;
    }
  }

  /** Ask that a node be removed. */
  record Delete(NodeId id, Cause cause) implements Action {
    @Override
    public String toString() {
      return "delete " + id + ": " + cause;
    }
  }

  /**
   * Why a step is taken.
   *
   * @param kind for programs
   * @param detail for people; may be empty
   */
  record Cause(Kind kind, String detail) {
    /** The kinds of causes. */
    public enum Kind {
      /** There are fewer nodes than wanted. */
      MISSING,
      /** A node was created and never started. */
      INCOMPLETE,
      /** A node died. */
      DIED,
      /** A node's template is not the wanted one. */
      OUTDATED,
      /** There are more nodes than wanted. */
      SURPLUS,
      /** The service is not wanted here. */
      UNWANTED,
      /** The node is of an earlier epoch. */
      STALE_EPOCH,
      /** The owner deletes the deployment. */
      DELETING
    }

    @Override
    public String toString() {
      return detail.isEmpty() ? kind.name() : kind.name() + " (" + detail + ")";
    }
  }
}
