package dev.photon.crypto;

/** What the holder of a certificate is. It follows from the identity's URI alone. */
public enum Role {
  /** The root of one registry's hierarchy: signs, never speaks. */
  REGISTRY_AUTHORITY,
  /** The registry, as it serves its port. */
  REGISTRY,
  /** A person or program with an account at the registry: only ever a client. */
  ACCOUNT,
  /**
   * Signs in the root's place where the root is kept offline: for the registry, its accounts and
   * authorities. Never speaks.
   */
  ISSUING_AUTHORITY,
  /** The certificate authority of one datacenter: signs its own agent, never speaks. */
  DATACENTER_AUTHORITY,
  /** The agent of one datacenter. */
  AGENT,
  /**
   * The certificate authority of one metacenter: signs the metacenter, its accounts and its service
   * connections, never speaks.
   */
  METACENTER_AUTHORITY,
  /** The metacenter of one deployment. */
  METACENTER,
  /** Somebody who was given access to one metacenter: only ever a client. */
  METACENTER_ACCOUNT,
  /** One side of the tunnel between two datacenters, for one service. */
  SERVICE_CONNECTION;

  /**
   * Whether the holder signs other certificates. Such a certificate never authenticates anybody.
   */
  public boolean isAuthority() {
    return this == REGISTRY_AUTHORITY
        || this == ISSUING_AUTHORITY
        || this == DATACENTER_AUTHORITY
        || this == METACENTER_AUTHORITY;
  }
}
