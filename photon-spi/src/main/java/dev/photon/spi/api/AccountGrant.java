package dev.photon.spi.api;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * An account and its certificate.
 *
 * @param chain leaf first, the registry's root last
 */
public record AccountGrant(AccountId account, List<X509Certificate> chain) {
  public AccountGrant {
    chain = List.copyOf(chain);
  }
}
