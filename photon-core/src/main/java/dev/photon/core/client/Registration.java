package dev.photon.core.client;

import dev.photon.core.client.ClientException.Kind;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Keys;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.Role;
import dev.photon.crypto.Roots;
import dev.photon.crypto.SigningRequest;
import dev.photon.crypto.Trust;
import dev.photon.spi.Transport;
import dev.photon.spi.api.AccountGrant;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an account: the key here, the certificate by the registry, checked before it is kept. */
final class Registration {
  private final Peers peers;
  private final Accounts accounts;

  Registration(Peers peers, Accounts accounts) {
    this.peers = peers;
    this.accounts = accounts;
  }

  Account register(
      Endpoint registry,
      CertificateFingerprint pinned,
      String email,
      Optional<String> code,
      Duration timeout)
      throws ClientException {
    for (Account known : accounts.all().all()) {
      if (known.email().equals(email) && trusts(known, pinned)) {
        return again(known, registry, code, timeout);
      }
    }
    KeyPair key = Keys.generate();
    Trust trust = Trust.pinned(pinned);
    AccountGrant grant = grant(registry, trust, email, code, key, Deadline.in(timeout));
    Credentials credentials = verified(registry, key, grant, trust);
    Account account =
        new Account(
            credentials.identity().registry(),
            registry,
            grant.account(),
            email,
            CertificateFingerprint.of(credentials.root()));
    accounts.save(account, credentials);
    return account;
  }

  /** Whether it is the registry of an account, by the root that was pinned or one of its others. */
  private boolean trusts(Account known, CertificateFingerprint pinned) throws ClientException {
    return known.fingerprint().equals(pinned)
        || accounts.credentials(known).roots().trusted().stream()
            .anyMatch(root -> CertificateFingerprint.of(root).equals(pinned));
  }

  /**
   * The account exists already; the registry may have moved. A certificate that nears its end, or
   * has reached it, is made anew for the same key, which to the registry is the same account.
   */
  private Account again(Account known, Endpoint registry, Optional<String> code, Duration timeout)
      throws ClientException {
    Credentials own = accounts.credentials(known);
    Account moved =
        new Account(
            known.registry(),
            registry,
            known.id(),
            known.email(),
            CertificateFingerprint.of(own.root()));
    if (isForgotten(moved.endpoint(), own)) {
      return anew(moved, own, code, timeout);
    }
    if (own.validity().nearsItsEnd(peers.clock().instant())) {
      own = renewed(moved, own, Deadline.in(timeout));
    } else if (moved.equals(known)) {
      return known;
    }
    accounts.save(moved, own);
    return moved;
  }

  /** Whether the registry does not know the account any more: it may be of a backup. */
  private boolean isForgotten(Endpoint registry, Credentials own) {
    try {
      peers.registry(registry, own).accountDatacenters();
      return false;
    } catch (ApiException e) { // of any other reason whoever uses the account will hear
      return e.reason().equals(ApiException.NOT_REGISTERED);
    }
  }

  /** Has the same key certified, which makes another account of it. */
  private Account anew(Account forgotten, Credentials own, Optional<String> code, Duration timeout)
      throws ClientException {
    Endpoint registry = forgotten.endpoint();
    AccountGrant grant =
        grant(registry, own.trust(), forgotten.email(), code, own.pair(), Deadline.in(timeout));
    Credentials fresh = verified(registry, own.pair(), grant, own.trust());
    Account account =
        new Account(
            forgotten.registry(),
            registry,
            grant.account(),
            forgotten.email(),
            forgotten.fingerprint());
    accounts.replace(forgotten, account, fresh);
    return account;
  }

  private Credentials renewed(Account account, Credentials own, Deadline deadline)
      throws ClientException {
    KeyPair key = own.pair();
    Endpoint registry = account.endpoint();
    AccountGrant grant =
        grant(registry, own.trust(), account.email(), Optional.empty(), key, deadline);
    Credentials fresh = verified(registry, key, grant, own.trust());
    if (!fresh.identity().equals(own.identity())) {
      throw untrusted(
          registry, "it is for " + fresh.identity() + ", not for " + own.identity(), null);
    }
    return fresh;
  }

  private AccountGrant grant(
      Endpoint registry,
      Trust trust,
      String email,
      Optional<String> code,
      KeyPair key,
      Deadline deadline)
      throws ClientException {
    String peer = Names.registry(registry);
    try (Transport transport = peers.firstContact(trust)) {
      RegistryApi api = transport.connect(registry, RegistryApi.class);
      Nonce nonce = Calls.call(peer, deadline, api::nonce);
      KeyProof proof = new KeyProof(SigningRequest.create(key, nonce.bytes()), nonce);
      RequestKey request = RequestKey.random();
      AccountRequest asked = new AccountRequest(email, proof, code);
      return Calls.call(peer, deadline, () -> api.accountCreate(request, asked));
    } catch (IllegalArgumentException e) {
      throw new ClientException(Kind.INVALID, String.valueOf(e.getMessage()), Optional.empty(), e);
    }
  }

  private Credentials verified(Endpoint registry, KeyPair key, AccountGrant grant, Trust trust)
      throws ClientException {
    List<X509Certificate> chain = grant.chain();
    try {
      Roots roots = Roots.of(trust.rootsFor(chain).get(0));
      Identity claimed = new Credentials(key.getPrivate(), chain.subList(0, 1), roots).identity();
      if (claimed.role() != Role.ACCOUNT
          || !claimed.account().equals(Optional.of(grant.account().value()))) {
        throw untrusted(registry, "it is for " + claimed + ", not for " + grant.account(), null);
      }
      return new PeerVerifier(trust, peers.clock()).accept(key.getPrivate(), chain, claimed);
    } catch (CertificateRejectedException e) {
      throw untrusted(registry, String.valueOf(e.getMessage()), e);
    }
  }

  private static ClientException untrusted(
      Endpoint registry, String why, @Nullable Throwable cause) {
    return new ClientException(
        Kind.REFUSED,
        "the certificate from " + Names.registry(registry) + " is not to be trusted: " + why,
        Optional.of("nothing was kept"),
        cause);
  }
}
