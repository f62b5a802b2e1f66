package dev.photon.spi.api;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A datacenter's id and the certificate of its signing authority.
 *
 * @param chain the intermediate first, the registry's root last
 */
public record DatacenterGrant(DatacenterId id, List<X509Certificate> chain) {
  public DatacenterGrant {
    chain = List.copyOf(chain);
  }
}
