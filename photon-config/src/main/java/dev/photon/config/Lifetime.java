package dev.photon.config;

import java.util.Locale;

/** How long a datacenter commits to keep a node; in rising order. */
public enum Lifetime implements Word {
  /** No commitment. */
  SHORT,
  /** A day. */
  MEDIUM,
  /** Thirty days. */
  LONG;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** Whether a commitment to this is enough for that need. */
  public boolean satisfies(Lifetime need) {
    return compareTo(need) >= 0;
  }

  /** As a file spells it: {@code short}, {@code medium}, {@code long}. */
  @Override
  public String text() {
    return text;
  }
}
