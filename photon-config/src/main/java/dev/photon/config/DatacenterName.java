package dev.photon.config;

/**
 * The name of a datacenter: a DNS label, because it becomes part of host names. One to 63 of {@code
 * a-z}, {@code 0-9} and {@code -}, beginning and ending with a letter or digit, and not beginning
 * with {@code x-}, which files ignore.
 */
public record DatacenterName(String value) implements Comparable<DatacenterName> {
  /** Throws {@link IllegalArgumentException} if the value is not a DNS label. */
  public DatacenterName {
    DnsLabel.check("datacenter name", value);
  }

  public static DatacenterName of(String value) {
    return new DatacenterName(value);
  }

  @Override
  public int compareTo(DatacenterName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
