package dev.photon.config;

import java.util.Locale;

/** What a notification can be about. */
public enum EventType implements Word {
  CLUSTER_CREATED,
  CLUSTER_DOWN,
  CLUSTER_NODE_CREATED,
  CLUSTER_NODE_DOWN,
  DEPLOY_BEGIN,
  DEPLOY_COMPLETE,
  DEPLOY_FAILURE;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '.');

  /** As a file spells it: {@code cluster.node.created}. */
  @Override
  public String text() {
    return text;
  }
}
