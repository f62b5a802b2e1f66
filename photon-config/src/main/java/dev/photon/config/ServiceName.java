package dev.photon.config;

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

  @Override
  public int compareTo(ServiceName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
