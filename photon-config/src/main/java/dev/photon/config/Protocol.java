package dev.photon.config;

import java.util.Locale;

/** What is spoken on an exposed port. */
public enum Protocol implements Word {
  TCP,
  HTTP,
  /** Passed through: TLS ends in the service. */
  HTTPS;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** As a file spells it: {@code tcp}, {@code http}, {@code https}. */
  @Override
  public String text() {
    return text;
  }

  /** What a port speaks when the file does not say. */
  public static Protocol defaultFor(int port) {
    return port == 80 ? HTTP : port == 443 ? HTTPS : TCP;
  }

  /** The same for a port as it is written, which may be no port at all. */
  static String defaultFor(String port) {
    return (port.equals("80") ? HTTP : port.equals("443") ? HTTPS : TCP).text();
  }
}
