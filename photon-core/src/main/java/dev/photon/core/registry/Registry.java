package dev.photon.core.registry;

import dev.photon.core.guard.Guard;
import dev.photon.core.match.CheapestMatcher;
import dev.photon.core.match.Matcher;
import dev.photon.core.runtime.Repeating;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Store;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.Revocations;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.RegistryApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meeting place of accounts, datacenters and metacenters. Thread-safe. What it has acknowledged
 * is in its store; a restart finds everything again.
 */
public final class Registry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

  /**
   * What a registry is opened with.
   *
   * @param store with the schema {@code registry}
   * @param keys where the root's key and the registry's own are kept
   * @param enrolTokenFile where the secret is kept that makes an account a metacenter host; made
   *     readable by its owner alone where it does not exist
   * @param operatorTokenFile where the secret is kept that lets the operator revoke what is not his
   *     own; made like the other
   * @param publicHost where people reach this registry
   * @param addressProof how addresses are proven by those who register; empty if they need not be
   */
  public record Setup(
      Store store,
      KeyStoreDirectory keys,
      RoleRuntime runtime,
      Path enrolTokenFile,
      Path operatorTokenFile,
      String publicHost,
      Optional<AddressProof> addressProof) {
    /** One that takes people at their word for their e-mail addresses. */
    public Setup(
        Store store,
        KeyStoreDirectory keys,
        RoleRuntime runtime,
        Path enrolTokenFile,
        Path operatorTokenFile,
        String publicHost) {
      this(store, keys, runtime, enrolTokenFile, operatorTokenFile, publicHost, Optional.empty());
    }
  }

  private static final Duration FIRST_SWEEP = Duration.ofSeconds(5);
  private static final Duration SWEEP = Duration.ofMinutes(1);
  private static final Duration CATCH_UP = Duration.ofSeconds(1);

  private final Setup setup;
  private final RegistryKeys keys;
  private final SecretToken enrolToken;
  private final Revoked revoked;
  private final Issuing issuing;
  private final RegistryView.Parts parts;
  private final Guard<RegistryApi> guard;
  private final Repeating sweeping;
  private final Repeating catchingUp;

  private Registry(
      Setup setup,
      RegistryKeys keys,
      SecretToken enrolToken,
      SecretToken operatorToken,
      Matcher matcher) {
    Store store = setup.store();
    RoleRuntime runtime = setup.runtime();
    Nonces nonces = Nonces.of(store, runtime);
    OrderBook book = new OrderBook(store, runtime, matcher);
    Leases leases = new Leases(store, runtime, book);
    this.setup = setup;
    this.keys = keys;
    this.enrolToken = enrolToken;
    this.issuing = new Issuing(store, runtime, keys::authority, nonces);
    this.revoked = new Revoked(store, runtime, keys::authority);
    Departures departures = new Departures(store, revoked, keys.registry());
    Hosts hosts = new Hosts(store, runtime, enrolToken, keys.registry(), departures);
    Revoker revoker = new Revoker(store, revoked, operatorToken, keys.registry(), book);
    this.parts =
        new RegistryView.Parts(
            nonces,
            new Accounts(
                issuing,
                runtime,
                setup.addressProof().map(p -> new AddressCodes(store, runtime, p))),
            new Datacenters(store, issuing, runtime, book, leases, departures),
            book,
            leases,
            new Usage(store, runtime),
            new Metacenters(store, issuing, runtime, hosts, leases),
            hosts,
            revoker,
            revoked);
    this.sweeping =
        new Repeating(
            runtime,
            SWEEP,
            this::sweep,
            e -> LOG.warn("what has expired could not be forgotten; it is tried again", e));
    this.catchingUp =
        new Repeating(
            runtime,
            CATCH_UP,
            this::catchUp,
            e -> LOG.warn("what replicas have changed could not be looked at", e));
    this.guard = new Guard<>(RegistryApi.class, new Registered(store), revoked);
  }

  /**
   * Opens a registry; at its first start it makes its root authority.
   *
   * @throws IOException if the keys or the token cannot be read or made; the message is for the
   *     operator
   */
  public static Registry open(Setup setup) throws IOException {
    return open(setup, new CheapestMatcher());
  }

  /** Opens a registry that matches by another rule. */
  static Registry open(Setup setup, Matcher matcher) throws IOException {
    SecretToken enrol = SecretToken.in(setup.enrolTokenFile());
    SecretToken operator = SecretToken.in(setup.operatorTokenFile());
    RegistryKeys keys = RegistryKeys.open(setup.keys(), setup.runtime());
    Registry registry = new Registry(setup, keys, enrol, operator, matcher);
    registry.sweeping.start(FIRST_SWEEP);
    if (setup.store().isShared()) {
      registry.catchingUp.start(CATCH_UP);
    }
    LOG.info(
        "registry {} at {}, root {}", keys.registry(), setup.publicHost(), registry.fingerprint());
    return registry;
  }

  private void sweep() {
    parts.book().sweep();
    parts.leases().sweep();
    parts.usage().settle();
    revoked.look();
    issuing.forgetOldAnswers();
    parts.nonces().forgetOld(setup.store());
  }

  /** What replicas have changed is seen. */
  private void catchUp() {
    revoked.look();
    parts.book().catchUp();
  }

  /** The registry as one caller sees it, who may do there what its proven identity allows. */
  public RegistryApi view(Caller caller) {
    return guard.view(caller, () -> new RegistryView(caller, parts));
  }

  /** Who the registry is in TLS; renewed without a restart. */
  public CredentialsSource credentials() {
    return keys;
  }

  /** What the registry has revoked; for its own transport, without delay. */
  public Revocations revocations() {
    return revoked;
  }

  /** The root's fingerprint, by which a first contact knows this registry. */
  public String fingerprint() {
    return keys.authority().fingerprint().text();
  }

  /** Who the registry is. */
  public Identity identity() {
    return keys.identity();
  }

  /** The secret that makes an account a metacenter host; never log it. */
  public String enrolToken() {
    return enrolToken.reveal();
  }

  /** Ends the registry's timers; the store is its opener's to close. */
  @Override
  public void close() {
    sweeping.close();
    catchingUp.close();
    keys.close();
  }
}
