package dev.photon.spi.api;

/** One deployment, and the one metacenter that manages it: a DNS label, unique in its registry. */
public record DeploymentId(String value) implements Comparable<DeploymentId> {
  public DeploymentId {
    Ids.label("deployment id", value);
  }

  @Override
  public int compareTo(DeploymentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
