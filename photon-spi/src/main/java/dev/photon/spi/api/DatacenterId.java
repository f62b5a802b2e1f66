package dev.photon.spi.api;

/** One datacenter of a registry: a DNS label, unique in its registry. */
public record DatacenterId(String value) implements Comparable<DatacenterId> {
  public DatacenterId {
    Ids.label("datacenter id", value);
  }

  @Override
  public int compareTo(DatacenterId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
