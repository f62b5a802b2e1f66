package dev.photon.core.notify;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Tells addresses of the public internet from those that lead back into somebody's network. */
final class PublicAddresses {
  private PublicAddresses() {}

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    if (address instanceof Inet4Address v4) {
      return isPublic(v4);
    }
    return address instanceof Inet6Address v6 && isPublic(v6);
  }

  private static boolean isPublic(Inet4Address address) {
    byte[] b = address.getAddress();
    int first = b[0] & 0xff;
    int second = b[1] & 0xff;
    boolean shared = first == 100 && second >= 64 && second < 128; // carriers' own
    boolean special = first == 192 && second == 0 && b[2] == 0;
    boolean benchmark = first == 198 && (second == 18 || second == 19);
    return first != 0 && first < 224 && !shared && !special && !benchmark;
  }

  /** An IPv6 address that carries an IPv4 address is as public as that. */
  private static boolean isPublic(Inet6Address address) {
    byte[] b = address.getAddress();
    if ((b[0] & 0xfe) == 0xfc) { // unique local
      return false;
    }
    if (InetAddresses.hasEmbeddedIPv4ClientAddress(address)) {
      return isPublic((InetAddress) InetAddresses.getEmbeddedIPv4ClientAddress(address));
    }
    boolean translated =
        b[0] == 0 && b[1] == 0x64 && (b[2] & 0xff) == 0xff && (b[3] & 0xff) == 0x9b;
    boolean mapped = Arrays.equals(Arrays.copyOf(b, 10), new byte[10]);
    return !(translated || mapped) || isPublic(lastFour(b));
  }

  private static InetAddress lastFour(byte[] address) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(address, 12, 16));
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }
}
