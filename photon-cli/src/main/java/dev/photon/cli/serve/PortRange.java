package dev.photon.cli.serve;

/** Ports of this machine, both ends included. */
public record PortRange(int first, int last) {
  /** Below those that systems give to outgoing connections. */
  public static final PortRange DEFAULT = new PortRange(20_000, 29_999);

  public PortRange {
    if (first < 1 || last > 65_535 || first > last) {
      throw new IllegalArgumentException("not ports from 1 to 65535: " + first + "-" + last);
    }
  }
}
