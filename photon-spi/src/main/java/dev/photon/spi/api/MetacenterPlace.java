package dev.photon.spi.api;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Where a metacenter is reached, and the owner's access to it.
 *
 * @param ownerChain the owner's metacenter account: leaf, the metacenter's authority, the root
 */
public record MetacenterPlace(Endpoint endpoint, List<X509Certificate> ownerChain) {
  public MetacenterPlace {
    ownerChain = List.copyOf(ownerChain);
  }
}
