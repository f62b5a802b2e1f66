package dev.photon.core.registry;

import dev.photon.core.registry.Issuing.Once;
import dev.photon.core.registry.Issuing.ProvenKey;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Transaction;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Role;
import dev.photon.spi.api.AccountGrant;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.RequestKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who takes part. An account is a key pair: the same pair is the same account. Thread-safe. */
final class Accounts {
  private static final Pattern EMAIL =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){0,10}");

  private final Issuing issuing;
  private final RoleRuntime runtime;
  private final Optional<AddressCodes> codes;

  /**
   * The accounts of a registry.
   *
   * @param codes by which addresses are proven; empty takes people at their word
   */
  Accounts(Issuing issuing, RoleRuntime runtime, Optional<AddressCodes> codes) {
    this.issuing = issuing;
    this.runtime = runtime;
    this.codes = codes;
  }

  AccountGrant create(RequestKey key, AccountRequest request) {
    if (!EMAIL.matcher(request.email()).matches()) {
      throw Refusal.invalid("invalid-email", "the e-mail address is not of the form name@host");
    }
    ProvenKey proven = issuing.prove(request.key());
    if (codes.isPresent() && !issuing.isBound(proven)) { // a known key has proven its address
      codes.get().require(request.email(), request.code());
    }
    // Nobody is known yet but by the key; so a request key of another cannot be hit upon.
    Once call = new Once("key:" + proven.digest(), key, "account");
    AccountId fresh = new AccountId(Names.hex(runtime, 16));
    return issuing.once(
        call,
        proven,
        AccountGrant.class,
        tx -> {
          AccountId id = ofKey(tx, proven).orElse(fresh);
          if (!exists(tx, id)) {
            tx.update(
                "INSERT INTO account (id, email, created) VALUES (?, ?, ?)",
                id.value(),
                request.email(),
                runtime.now().toEpochMilli());
          }
          Identity identity = Identity.account(issuing.registry(), id.value());
          return new AccountGrant(id, issuing.issue(tx, proven, identity));
        });
  }

  List<X509Certificate> renew(AccountId id, RequestKey key, KeyProof accountKey) {
    Identity identity = Identity.account(issuing.registry(), id.value());
    return issuing.renew(id.value(), key, identity, accountKey);
  }

  private static Optional<AccountId> ofKey(Transaction tx, ProvenKey proven) {
    Optional<Identity> bound = Issuing.boundTo(tx, proven).map(Identity::parse);
    if (bound.isPresent() && bound.get().role() != Role.ACCOUNT) {
      throw Issuing.keyInUse();
    }
    return bound.flatMap(Identity::account).map(AccountId::new);
  }

  static boolean exists(Transaction tx, AccountId id) {
    return tx.first("SELECT id FROM account WHERE id = ?", row -> row.text("id"), id.value())
        .isPresent();
  }
}
