package dev.photon.spi.api;

import dev.photon.config.Protocol;

/**
 * A port that a node listens on.
 *
 * @param anyone whether it is reached from outside, through the datacenter's public address
 * @param publicPort the port that clients outside would like to use, where {@code anyone}
 */
public record Port(int number, Protocol protocol, boolean anyone, int publicPort)
    implements Comparable<Port> {
  public Port {
    if (number < 1 || number > 65535 || publicPort < 1 || publicPort > 65535) {
      throw new IllegalArgumentException("port must be 1 to 65535: " + number + ", " + publicPort);
    }
  }

  @Override
  public int compareTo(Port other) {
    return Integer.compare(number, other.number);
  }
}
