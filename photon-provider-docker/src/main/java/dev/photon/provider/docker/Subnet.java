package dev.photon.provider.docker;

import java.util.Optional;

/**
 * A range of IPv4 addresses.
 *
 * @param address the first one, as a number; the bits below the prefix are zero
 * @param prefix 0 to 32
 */
record Subnet(int address, int prefix) {
  Subnet {
    if (prefix < 0 || prefix > 32) {
      throw new IllegalArgumentException("the prefix of a subnet must be 0 to 32: " + prefix);
    }
    address &= mask(prefix);
  }

  /** Reads {@code 10.0.0.0/8}; empty for anything else, IPv6 included. */
  static Optional<Subnet> parse(String text) {
    String[] halves = text.split("/", -1);
    String[] bytes = halves[0].split("\\.", -1);
    if (halves.length != 2 || bytes.length != 4) {
      return Optional.empty();
    }
    try {
      int address = 0;
      for (String part : bytes) {
        address = address << 8 | number(part, 255);
      }
      return Optional.of(new Subnet(address, number(halves[1], 32)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static int number(String text, int max) {
    int value = Integer.parseInt(text);
    if (value < 0 || value > max) {
      throw new NumberFormatException(text);
    }
    return value;
  }

  boolean overlaps(Subnet other) {
    int mask = mask(Math.min(prefix, other.prefix));
    return (address & mask) == (other.address & mask);
  }

  private static int mask(int prefix) {
    return prefix == 0 ? 0 : -1 << (32 - prefix);
  }

  @Override
  public String toString() {
    return "%d.%d.%d.%d/%d"
        .formatted(
            address >>> 24, address >>> 16 & 255, address >>> 8 & 255, address & 255, prefix);
  }
}
