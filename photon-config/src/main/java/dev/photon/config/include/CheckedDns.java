package dev.photon.config.include;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Looks names up, and refuses those that have a private address among theirs. The client connects
 * to what this returned, so a name that changes its answer afterwards gains nothing.
 */
final class CheckedDns implements Dns {
  private final Wire.Lookup lookup;
  private final boolean privateAddresses;

  CheckedDns(Wire.Lookup lookup, boolean privateAddresses) {
    this.lookup = lookup;
    this.privateAddresses = privateAddresses;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> addresses = lookup.addresses(host);
    if (!privateAddresses && !addresses.stream().allMatch(PublicAddresses::isPublic)) {
      throw new PrivateAddressException();
    }
    return addresses;
  }

  /** The name is known, and may not be used. */
  static final class PrivateAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    PrivateAddressException() {
      super("a private address");
    }
  }
}
