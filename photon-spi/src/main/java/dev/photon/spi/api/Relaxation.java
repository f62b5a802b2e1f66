package dev.photon.spi.api;

import dev.photon.config.ProfileName;
import java.util.Optional;

/**
 * The smallest single change to a datacenter entry with which an offer would fit it. Amounts are
 * written as in a deployment file.
 *
 * @param kind what would be asked differently
 * @param profile of which profile; empty if it is the entry's own, as its region is
 * @param asked what is asked now
 * @param enough what would do
 * @param admits how many offers would fit then, at least one
 */
public record Relaxation(
    Kind kind, Optional<ProfileName> profile, String asked, String enough, int admits) {
  /** What can be asked differently. */
  public enum Kind {
    MAX_PRICE("max-price"),
    CPU("cpu"),
    MEMORY("memory"),
    DISK("disk"),
    NODES("nodes"),
    LIFETIME("lifetime"),
    REGION("region");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** The key of a deployment file. */
    public String key() {
      return key;
    }
  }

  public Relaxation {
    if (admits < 1) {
      throw new IllegalArgumentException("a relaxation admits at least one offer, not " + admits);
    }
  }

  /** For people: {@code memory of small 3GiB → 2GiB admits 4 datacenters}. */
  public String text() {
    return "%s%s %s → %s admits %d %s"
        .formatted(
            kind.key(),
            profile.map(p -> " of " + p).orElse(""),
            asked,
            enough,
            admits,
            admits == 1 ? "datacenter" : "datacenters");
  }
}
