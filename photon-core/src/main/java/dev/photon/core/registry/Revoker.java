package dev.photon.core.registry;

import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.crypto.Identity;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Revoking;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Revokes for those who may: the owner of a thing, and the registry's operator, who shows a token.
 * What is revoked twice is revoked. Thread-safe.
 */
final class Revoker {
  private static final Logger LOG = LoggerFactory.getLogger(Revoker.class);

  private final Store store;
  private final Revoked revoked;
  private final SecretToken operator;
  private final String registry;
  private final OrderBook book;

  Revoker(Store store, Revoked revoked, SecretToken operator, String registry, OrderBook book) {
    this.store = store;
    this.revoked = revoked;
    this.operator = operator;
    this.registry = registry;
    this.book = book;
  }

  void account(AccountId caller, AccountId id, Revoking revoking) {
    boolean may = caller.equals(id) || isOperator(revoking);
    revoke(
        caller,
        Identity.account(registry, id.value()),
        revoking,
        tx -> {
          if (!may || !Accounts.exists(tx, id)) {
            throw Refusal.notFound("account", id);
          }
        });
  }

  void metacenter(AccountId caller, DeploymentId id, Revoking revoking) {
    boolean operates = isOperator(revoking);
    revoke(
        caller,
        Identity.metacenterAuthority(registry, id.value()),
        revoking,
        tx -> require(Metacenters.owner(tx, id), operates, caller, "deployment", id));
  }

  void datacenter(AccountId caller, DatacenterId id, Revoking revoking) {
    boolean operates = isOperator(revoking);
    revoke(
        caller,
        Identity.datacenterAuthority(registry, id.value()),
        revoking,
        tx -> require(Datacenters.owner(tx, id), operates, caller, "datacenter", id));
    book.withdraw(id, tx -> tx.update("DELETE FROM offer WHERE datacenter = ?", id.value()) > 0);
  }

  private static void require(
      Optional<AccountId> owner, boolean operates, AccountId caller, String what, Object id) {
    if (owner.isEmpty() || !(operates || owner.get().equals(caller))) {
      throw Refusal.notFound(what, id);
    }
  }

  private boolean isOperator(Revoking revoking) {
    if (revoking.operatorToken().isEmpty()) {
      return false;
    }
    if (!operator.matches(revoking.operatorToken().get())) {
      throw Refusal.denied("wrong-operator-token", "the operator token is not this registry's");
    }
    return true;
  }

  /** What may be revoked by whom, looked up in the transaction. */
  private interface Check {
    void in(Transaction tx);
  }

  private void revoke(AccountId caller, Identity identity, Revoking revoking, Check check) {
    store.write(
        tx -> {
          check.in(tx);
          revoked.requireRoom(revoking.operatorToken().isPresent());
          revoked.revoke(tx, identity, revoking.reason());
          return true;
        });
    revoked.refresh();
    LOG.info("{} is revoked, as {} wishes: {}", identity, caller, revoking.reason());
  }
}
