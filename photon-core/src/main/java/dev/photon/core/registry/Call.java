package dev.photon.core.registry;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.photon.crypto.Role;
import java.util.Optional;

/**
 * The table of who may call what. A role that is not named may not; that an account calls does not
 * yet make a thing its own, which is looked up with the thing.
 */
enum Call {
  NONCE(true, Role.ACCOUNT, Role.AGENT, Role.METACENTER),
  ACCOUNT_CREATE(true, Role.ACCOUNT),
  ACCOUNT_METACENTERS(false, Role.ACCOUNT),
  ACCOUNT_DATACENTERS(false, Role.ACCOUNT),
  METACENTER_CREATE(false, Role.ACCOUNT),
  METACENTER_DELETE(false, Role.ACCOUNT),
  METACENTER_HOST_UPDATE(false, Role.ACCOUNT),
  METACENTER_ENROL(false, Role.ACCOUNT),
  DATACENTER_CREATE(false, Role.ACCOUNT),
  DATACENTER_UPDATE(false, Role.AGENT),
  DATACENTER_DELETE(false, Role.ACCOUNT),
  DATACENTER_MATCH(false, Role.ACCOUNT, Role.METACENTER);

  private final boolean anonymous;
  private final ImmutableSet<Role> roles;

  Call(boolean anonymous, Role first, Role... others) {
    this.anonymous = anonymous;
    this.roles = Sets.immutableEnumSet(first, others);
  }

  /** Whether a caller of that role may; empty is a caller without a certificate. */
  boolean allows(Optional<Role> role) {
    return role.map(roles::contains).orElse(anonymous);
  }
}
