package dev.photon.config;

import org.jspecify.annotations.Nullable;

/**
 * The name of a service: a DNS label, because it becomes part of host names. One to 63 of {@code
 * a-z}, {@code 0-9} and {@code -}, beginning and ending with a letter or digit, and not beginning
 * with {@code x-}, which files ignore.
 */
public record ServiceName(String value) implements Comparable<ServiceName> {
  /** Throws {@link IllegalArgumentException} if the value is not a DNS label. */
  public ServiceName {
    DnsLabel.check("service name", value);
  }

  public static ServiceName of(String value) {
    return new ServiceName(value);
  }

  // Written out: what the compiler makes for a record is linked at run time, which costs a short
  // command more than reading its file.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ServiceName name && name.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(ServiceName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
