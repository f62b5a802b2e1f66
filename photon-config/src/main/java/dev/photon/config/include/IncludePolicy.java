package dev.photon.config.include;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What may be read, and how much of it. Immutable.
 *
 * @param roots folders that local files must lie in, symbolic links followed; empty for any
 * @param maxBytes what a file may have at most; at most {@link #MOST_BYTES}
 */
public record IncludePolicy(List<Path> roots, int maxBytes, Downloads downloads) {
  /** The largest bound that can be set. */
  public static final int MOST_BYTES = 16 << 20;

  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * What may be downloaded.
   *
   * @param allowed whether anything may
   * @param hosts {@code example.com}, or {@code *.example.com} for what is below it; empty for any
   * @param privateAddresses whether files may come from hosts that the internet cannot reach: this
   *     machine, its network, and the like
   * @param patience how long one may take in all, redirects included; at most an hour
   */
  public record Downloads(
      boolean allowed, List<String> hosts, boolean privateAddresses, Duration patience) {
    public Downloads {
      if (patience.isNegative() || patience.isZero() || patience.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("a download may take up to an hour, not " + patience);
      }
      hosts = patterns(hosts);
    }

    private static List<String> patterns(List<String> hosts) {
      List<String> patterns = new ArrayList<>();
      for (String host : hosts) {
        patterns.add(Hosts.pattern(host));
      }
      return List.copyOf(patterns);
    }
  }

  public IncludePolicy {
    if (maxBytes < 1 || maxBytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "a file may have 1 to " + MOST_BYTES + " bytes, not " + maxBytes);
    }
    roots = List.copyOf(roots);
  }

  /** Any file, from any host of the public internet; 1 MiB; 10 seconds. */
  public static IncludePolicy standard() {
    return new IncludePolicy(
        List.of(), 1 << 20, new Downloads(true, List.of(), false, Duration.ofSeconds(10)));
  }

  public IncludePolicy withRoots(Path... folders) {
    return new IncludePolicy(List.of(folders), maxBytes, downloads);
  }

  public IncludePolicy withMaxBytes(int bytes) {
    return new IncludePolicy(roots, bytes, downloads);
  }

  /** Local files only. */
  public IncludePolicy withoutDownloads() {
    return with(
        new Downloads(
            false, downloads.hosts(), downloads.privateAddresses(), downloads.patience()));
  }

  public IncludePolicy withHosts(String... hosts) {
    return with(
        new Downloads(
            downloads.allowed(),
            Arrays.asList(hosts),
            downloads.privateAddresses(),
            downloads.patience()));
  }

  public IncludePolicy withPrivateAddresses() {
    return with(new Downloads(downloads.allowed(), downloads.hosts(), true, downloads.patience()));
  }

  public IncludePolicy withPatience(Duration patience) {
    return with(
        new Downloads(
            downloads.allowed(), downloads.hosts(), downloads.privateAddresses(), patience));
  }

  private IncludePolicy with(Downloads changed) {
    return new IncludePolicy(roots, maxBytes, changed);
  }
}
