package dev.photon.spi.api;

import dev.photon.config.ServiceName;
import java.util.List;

/** What one datacenter shall run of one service. */
public record DesiredService(
    ServiceName name,
    int nodes,
    NodeTemplate template,
    List<ServiceName> dependsOn,
    Rollout rollout)
    implements Comparable<DesiredService> {
  public DesiredService {
    if (nodes < 0) {
      throw new IllegalArgumentException("nodes must not be negative: " + nodes);
    }
    dependsOn = List.copyOf(dependsOn);
  }

  @Override
  public int compareTo(DesiredService other) {
    return name.compareTo(other.name);
  }
}
