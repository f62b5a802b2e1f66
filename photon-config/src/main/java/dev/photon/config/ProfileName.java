package dev.photon.config;

/**
 * The name of a profile: a DNS label, because it becomes part of host names. One to 63 of {@code
 * a-z}, {@code 0-9} and {@code -}, beginning and ending with a letter or digit, and not beginning
 * with {@code x-}, which files ignore.
 */
public record ProfileName(String value) implements Comparable<ProfileName> {
  /** Throws {@link IllegalArgumentException} if the value is not a DNS label. */
  public ProfileName {
    DnsLabel.check("profile name", value);
  }

  public static ProfileName of(String value) {
    return new ProfileName(value);
  }

  @Override
  public int compareTo(ProfileName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
