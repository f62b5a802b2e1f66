package dev.photon.core.client;

import dev.photon.crypto.CertificateFingerprint;
import dev.photon.crypto.Identity;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.Endpoint;

/**
 * An account at a registry, whose key is kept here.
 *
 * @param registry the registry's name, such as {@code r1-3f9a01bc.photon.internal}
 * @param endpoint where the registry is reached, and who it must prove to be
 * @param fingerprint of the registry's root
 */
public record Account(
    String registry,
    Endpoint endpoint,
    AccountId id,
    String email,
    CertificateFingerprint fingerprint) {
  public Account {
    endpoint = endpoint.as(Identity.registry(registry));
  }
}
