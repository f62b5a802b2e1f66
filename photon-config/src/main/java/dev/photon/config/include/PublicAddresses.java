package dev.photon.config.include;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from those that lead into somebody's network, or nowhere.
 * Pure. The blocks are those of the IANA special-purpose registries that are not globally
 * reachable.
 */
public final class PublicAddresses {
  private static final List<Block> PRIVATE_V4 =
      blocks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8",
          "100.64.0.0/10", // shared by carriers
          "127.0.0.0/8",
          "169.254.0.0/16", // link-local; where clouds keep their metadata
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays that are no more
          "192.168.0.0/16",
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, and broadcast

  /** Outside of it there is no unicast of the internet: loopback, fc00::/7, fe80::/10, ff00::/8. */
  private static final Block GLOBAL_V6 = Block.of("2000::/3");

  /** Hands IPv4 addresses, in the last four bytes, to a translator. */
  private static final Block NAT64 = Block.of("64:ff9b::/96");

  /** Carries the address of an IPv4 host that packets are wrapped up for, after two bytes. */
  private static final Block SIX_TO_FOUR = Block.of("2002::/16");

  /** Carries the address of a server after four bytes, and a client's, inverted, at the end. */
  private static final Block TEREDO = Block.of("2001::/32");

  private static final List<Block> PRIVATE_V6 =
      blocks(
          "2001::/23", // protocols' own: benchmarks, identifiers
          "2001:db8::/32", // documentation
          "3fff::/20"); // documentation

  private PublicAddresses() {}

  /** Whether whatever answers there is on the public internet. */
  public static boolean isPublic(InetAddress address) {
    return isPublic(address.getAddress());
  }

  private static boolean isPublic(byte[] address) {
    if (address.length == 4) {
      return PRIVATE_V4.stream().noneMatch(block -> block.holds(address));
    }
    if (NAT64.holds(address)) {
      return isPublic(Arrays.copyOfRange(address, 12, 16));
    }
    if (SIX_TO_FOUR.holds(address)) {
      return isPublic(Arrays.copyOfRange(address, 2, 6));
    }
    if (TEREDO.holds(address)) {
      return isPublic(Arrays.copyOfRange(address, 4, 8))
          && isPublic(inverted(Arrays.copyOfRange(address, 12, 16)));
    }
    return GLOBAL_V6.holds(address) && PRIVATE_V6.stream().noneMatch(block -> block.holds(address));
  }

  private static byte[] inverted(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ~bytes[i];
    }
    return bytes;
  }

  private static List<Block> blocks(String... texts) {
    return Stream.of(texts).map(Block::of).toList();
  }

  /** All addresses that begin with the same bits. */
  private static final class Block {
    private final byte[] prefix;
    private final int bits;

    private Block(byte[] prefix, int bits) {
      this.prefix = prefix;
      this.bits = bits;
    }

    static Block of(String text) {
      int slash = text.indexOf('/');
      InetAddress address = InetAddresses.forString(text.substring(0, slash));
      return new Block(address.getAddress(), Integer.parseInt(text.substring(slash + 1)));
    }

    boolean holds(byte[] address) {
      for (int bit = 0; bit < bits; bit += 8) {
        int mask = 0xff << Math.max(0, 8 - (bits - bit));
        if (((address[bit / 8] ^ prefix[bit / 8]) & mask & 0xff) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
