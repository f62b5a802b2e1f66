package dev.photon.config;

import org.jspecify.annotations.Nullable;

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

  // Written out: what the compiler makes for a record is linked at run time, which costs a short
  // command more than reading its file.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DatacenterName name && name.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
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
