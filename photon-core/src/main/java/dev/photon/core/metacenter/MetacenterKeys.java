package dev.photon.core.metacenter;

import dev.photon.core.metacenter.MetacenterStore.Stored;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.Keys;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.SigningRequest;
import dev.photon.crypto.Trust;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.HostInstructions.Launch;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.MetacenterPlace;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signing authorities of a host's metacenters, each in a folder of its own. */
final class MetacenterKeys {
  private static final Logger LOG = LoggerFactory.getLogger(MetacenterKeys.class);
  private static final String AUTHORITY = "authority";
  private static final Duration OWNER_ACCESS = Duration.ofDays(90);

  private final KeyStoreDirectory keys;
  private final RoleRuntime runtime;
  private final Supplier<Trust> trust;
  private final String registryName;
  private final SecureRandom random = new SecureRandom();

  MetacenterKeys(
      KeyStoreDirectory keys, RoleRuntime runtime, Supplier<Trust> trust, String registryName) {
    this.keys = keys;
    this.runtime = runtime;
    this.trust = trust;
    this.registryName = registryName;
  }

  /** A launched metacenter. */
  record Enrolled(Stored stored, MetacenterIdentity identity) {}

  MetacenterIdentity load(DeploymentId id) throws IOException {
    Credentials stored =
        keys.within(id.value())
            .load(AUTHORITY)
            .orElseThrow(() -> new IOException("the keys of " + id + " are missing in " + keys));
    try {
      return identity(stored);
    } catch (CertificateRejectedException e) {
      throw new IOException("the keys of " + id + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Makes a metacenter's key, has the registry certify it, and signs the owner's access. Blocking.
   * The keys are on disk before anything is told to anyone.
   */
  Enrolled enrol(RegistryApi registry, Launch launch, Endpoint place, RequestKey key)
      throws IOException, CertificateRejectedException {
    PublicKey ownerKey = launch.ownerKey().request().verify(launch.ownerKey().nonce().bytes());
    KeyPair pair = Keys.generate();
    Nonce nonce = registry.nonce();
    KeyProof proof = new KeyProof(SigningRequest.create(pair, nonce.bytes()), nonce);
    List<X509Certificate> chain = registry.metacenterEnrol(key, launch.id(), proof);
    Credentials authority =
        new PeerVerifier(trust.get(), runtime.clock())
            .accept(
                pair.getPrivate(),
                chain,
                Identity.metacenterAuthority(registryName, launch.id().value()));
    MetacenterIdentity identity = identity(authority);
    Identity owner =
        Identity.metacenterAccount(
            identity.identity().registry(), launch.id().value(), launch.owner().value());
    List<X509Certificate> access =
        CertificateAuthority.open(authority, runtime.clock(), random)
            .answer(ownerKey, owner, OWNER_ACCESS);
    keys.within(launch.id().value()).save(AUTHORITY, authority);
    Stored stored =
        new Stored(
            launch.id(),
            launch.name(),
            launch.owner(),
            new MetacenterPlace(place, access),
            false,
            Announced.NOTHING);
    return new Enrolled(stored, identity);
  }

  /** Has the registry certify the authority of a metacenter anew. Blocking. */
  Credentials renew(RegistryApi registry, DeploymentId id, Credentials current, RequestKey key)
      throws IOException, CertificateRejectedException {
    Nonce nonce = registry.nonce();
    KeyProof proof = new KeyProof(current.request(nonce.bytes()), nonce);
    Credentials renewed =
        current.renewed(registry.metacenterRenew(key, id, proof), runtime.clock());
    keys.within(id.value()).save(AUTHORITY, renewed);
    return renewed;
  }

  /** Removes the keys; what cannot be removed is useless without its metacenter. */
  void forget(DeploymentId id) {
    try {
      keys.deleteWithin(id.value());
    } catch (IOException e) {
      LOG.warn("the keys of {} in {} could not be removed: {}", id, keys, e.getMessage());
    }
  }

  private MetacenterIdentity identity(Credentials authority) throws CertificateRejectedException {
    return new MetacenterIdentity(
        CertificateAuthority.open(authority, runtime.clock(), random), runtime.clock());
  }
}
