package dev.photon.core.rollout;

import dev.photon.config.ServiceName;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was last announced of the clusters of one datacenter entry. Kept with the events, so that
 * each change is announced once whatever happens in between.
 */
public record ClusterViews(Map<ServiceName, ClusterView> clusters) {
  public static final ClusterViews NONE = new ClusterViews(Map.of());

  public ClusterViews {
    clusters = Collections.unmodifiableMap(new TreeMap<>(clusters));
  }

  /**
   * One cluster.
   *
   * @param created whether all its nodes were ready once
   * @param down whether it was announced that none is left
   * @param nodes the nodes announced and not lost since, each with its template's fingerprint
   */
  public record ClusterView(boolean created, boolean down, Map<String, String> nodes) {
    static final ClusterView NONE = new ClusterView(false, false, Map.of());

    public ClusterView {
      nodes = Collections.unmodifiableMap(new TreeMap<>(nodes));
    }
  }
}
