package dev.photon.core.notify;

import dev.photon.spi.Notification;

/** One line for people. */
final class Line {
  private static final int LONGEST = 300;

  private Line() {}

  /** Such as {@code shop: cluster.down: web@westcoast is down}. */
  static String of(Notification notification) {
    String text =
        "%s%s: %s: %s"
            .formatted(
                notification.test() ? "test: " : "",
                notification.deployment(),
                notification.event().type().text(),
                notification.event().text());
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
