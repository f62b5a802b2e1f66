package dev.photon.spi.api;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Access that was accepted or renewed.
 *
 * @param deployment what the deployment is called
 * @param chain the account's certificate at the metacenter first, the registry's root last
 */
public record AcceptedAccess(String deployment, Access access, List<X509Certificate> chain) {
  public AcceptedAccess {
    chain = List.copyOf(chain);
  }
}
