package dev.photon.core.registry;

import dev.photon.core.guard.Admission;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Role;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.Callers;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;

/** Lets in whom the registry knows: a certificate may outlive what it was issued for. */
record Registered(Store store) implements Admission {
  @Override
  public void require(Caller caller, Callers rule) {
    caller.identity().ifPresent(identity -> store.read(tx -> require(tx, identity)));
  }

  private static boolean require(Transaction tx, Identity identity) {
    if (!isKnown(tx, identity)) {
      throw Refusal.denied(ApiException.NOT_REGISTERED, identity + " is not known here any more");
    }
    // An agent and a metacenter have what they are from their authority.
    Identity certified = identity.role() == Role.ACCOUNT ? identity : identity.scopeAuthority();
    if (Revoked.isRevoked(tx, certified)) {
      throw Refusal.denied("revoked", identity + " has been revoked");
    }
    return true;
  }

  private static boolean isKnown(Transaction tx, Identity identity) {
    return switch (identity.role()) {
      case ACCOUNT -> Accounts.exists(tx, new AccountId(identity.account().orElseThrow()));
      case AGENT ->
          Datacenters.find(tx, new DatacenterId(identity.scope().orElseThrow())).isPresent();
      case METACENTER ->
          Metacenters.owner(tx, new DeploymentId(identity.scope().orElseThrow())).isPresent();
      default -> false;
    };
  }
}
