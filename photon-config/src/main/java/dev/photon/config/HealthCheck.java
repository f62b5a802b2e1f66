package dev.photon.config;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * When a node of a service is ready.
 *
 * @param interval from one check to the next; 100 ms to a day
 * @param timeout how long a check may take; 100 ms to a day
 * @param retries failed checks in a row after which a node is not ready; 1 to 100
 * @param startPeriod how long after its start failed checks of a node do not count; at most a day
 */
public record HealthCheck(
    Probe probe, Duration interval, Duration timeout, int retries, Duration startPeriod) {
  static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);
  static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
  static final int DEFAULT_RETRIES = 3;
  static final Duration LEAST = Duration.ofMillis(100);
  static final String PATH_PATTERN = "/[!-~]{0,1023}";

  private static final Pattern PATH = Pattern.compile(PATH_PATTERN);

  /** What is tried. */
  public sealed interface Probe {
    /** The port that is tried. */
    int port();
  }

  /**
   * A GET that must answer with a status of 2xx or 3xx.
   *
   * @param path begins with a slash; visible ASCII, at most 1 024 characters
   */
  public record Http(String path, int port) implements Probe {
    public Http {
      if (!isPath(path)) {
        throw new IllegalArgumentException("not a path: " + Quote.of(path));
      }
      Expose.checkPort(port);
    }
  }

  /** A connection that must be accepted. */
  public record Tcp(int port) implements Probe {
    public Tcp {
      Expose.checkPort(port);
    }
  }

  public HealthCheck {
    checkTime("interval", interval, LEAST);
    checkTime("timeout", timeout, LEAST);
    checkTime("start-period", startPeriod, Duration.ZERO);
    if (retries < 1 || retries > 100) {
      throw new IllegalArgumentException("retries must be 1 to 100: " + retries);
    }
  }

  /** With the usual times. */
  public HealthCheck(Probe probe) {
    this(probe, DEFAULT_INTERVAL, DEFAULT_TIMEOUT, DEFAULT_RETRIES, Duration.ZERO);
  }

  static boolean isPath(String text) {
    return PATH.matcher(text).matches();
  }

  private static void checkTime(String what, Duration time, Duration least) {
    boolean whole = time.toNanosPart() % 1_000_000 == 0;
    if (!whole || time.compareTo(least) < 0 || time.compareTo(Durations.MOST) > 0) {
      throw new IllegalArgumentException(what + " must be whole milliseconds up to a day: " + time);
    }
  }
}
