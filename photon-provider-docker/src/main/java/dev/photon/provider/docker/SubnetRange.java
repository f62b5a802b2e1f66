package dev.photon.provider.docker;

import java.util.List;
import java.util.Optional;

/**
 * The addresses from which networks are cut, in pieces of one size.
 *
 * <p>The engine's own pools give it 31 networks in all; a deployment needs one a service and one a
 * connection.
 *
 * @param piece the prefix of a piece: 26 leaves room for 61 nodes and the gateway
 */
record SubnetRange(Subnet whole, int piece) {
  SubnetRange {
    if (piece < whole.prefix() || piece > 29 || piece - whole.prefix() > 20) {
      throw new IllegalArgumentException(
          "networks of prefix " + piece + " cannot be cut from " + whole);
    }
  }

  int pieces() {
    return 1 << (piece - whole.prefix());
  }

  /**
   * The first piece that overlaps with nothing taken, from a place that the name decides: so two
   * programs that choose at once seldom choose the same.
   */
  Optional<Subnet> free(String name, List<Subnet> taken) {
    int start = Math.floorMod(name.hashCode() * 0x9E3779B9, pieces());
    for (int i = 0; i < pieces(); i++) {
      Subnet candidate = piece((start + i) % pieces());
      if (taken.stream().noneMatch(candidate::overlaps)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private Subnet piece(int index) {
    return new Subnet(whole.address() + (index << (32 - piece)), piece);
  }
}
