package dev.photon.core.registry;

import dev.photon.core.store.Store;
import dev.photon.core.store.StoreException;
import dev.photon.core.store.Transaction;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Role;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one caller through to what it may call, and turns every fault into a typed answer. A refusal
 * is logged with who, what and why; requests themselves are not.
 */
record Guard(Caller caller, String registry, Store store) {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  <T> T answer(Call call, Supplier<T> work) {
    try {
      admit(call);
      return work.get();
    } catch (ApiException e) {
      LOG.info("refused {} to {}: {} ({})", call, who(), e.reason(), e.getMessage());
      throw e;
    } catch (IllegalArgumentException e) {
      LOG.info("refused {} to {}: {}", call, who(), e.getMessage());
      throw Refusal.invalid("invalid-request", String.valueOf(e.getMessage()));
    } catch (StoreException e) {
      LOG.error("{} of {} could not be stored", call, who(), e);
      throw new ApiException(
          ApiException.Status.UNAVAILABLE, "store-failed", "the registry cannot store now");
    } catch (RuntimeException e) {
      LOG.error("{} of {} met a fault", call, who(), e);
      throw new ApiException(
          ApiException.Status.INTERNAL, "fault", "the registry has a fault; its log says more");
    }
  }

  void run(Call call, Runnable work) {
    answer(
        call,
        () -> {
          work.run();
          return call;
        });
  }

  private void admit(Call call) {
    if (!caller.identity().map(i -> i.registry().equals(registry)).orElse(true)) {
      throw Refusal.denied("foreign-registry", "your certificate is of another registry");
    }
    if (!call.allows(caller.identity().map(Identity::role))) {
      throw caller.identity().isPresent()
          ? Refusal.denied("wrong-role", "who has this certificate may not do this")
          : Refusal.unauthenticated(
              "no-certificate", "this needs an account", "make one with 'photon register'");
    }
    if (caller.identity().isPresent() && !store.read(this::isRegistered)) {
      throw Refusal.denied(
          "not-registered", caller.identity().get() + " is not known here any more");
    }
  }

  /** A certificate may outlive what it was issued for. */
  private boolean isRegistered(Transaction tx) {
    Role role = caller.identity().map(Identity::role).orElseThrow();
    return switch (role) {
      case ACCOUNT -> Accounts.exists(tx, account());
      case AGENT -> Datacenters.find(tx, new DatacenterId(scope())).isPresent();
      case METACENTER -> Metacenters.exists(tx, new DeploymentId(scope()));
      default -> false;
    };
  }

  /** The account that calls; only for calls that none but accounts may make. */
  AccountId account() {
    return caller.identity().flatMap(Identity::account).map(AccountId::new).orElseThrow();
  }

  /** The datacenter or metacenter that calls; only for calls that none else may make. */
  String scope() {
    return caller.identity().flatMap(Identity::scope).orElseThrow();
  }

  private String who() {
    return caller.identity().map(Identity::uri).orElse("nobody");
  }
}
