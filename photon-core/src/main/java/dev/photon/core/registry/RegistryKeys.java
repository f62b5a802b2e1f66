package dev.photon.core.registry;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.Trust;
import dev.photon.spi.Subscription;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The root authority, and the certificate that the registry serves with: made at the first start,
 * kept in the key folder, the latter renewed at half of its life.
 */
final class RegistryKeys implements CredentialsSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryKeys.class);
  private static final String ROOT = "root";
  private static final String SERVING = "registry";
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private final KeyStoreDirectory folder;
  private final RoleRuntime runtime;
  private final CertificateAuthority root;
  private volatile Credentials serving;
  private volatile Subscription timer = Subscription.NONE;
  private volatile boolean closed;

  private RegistryKeys(
      KeyStoreDirectory folder,
      RoleRuntime runtime,
      CertificateAuthority root,
      Credentials serving) {
    this.folder = folder;
    this.runtime = runtime;
    this.root = root;
    this.serving = serving;
  }

  static RegistryKeys open(KeyStoreDirectory folder, RoleRuntime runtime) throws IOException {
    SecureRandom random = new SecureRandom();
    try {
      Optional<Credentials> kept = folder.load(ROOT);
      CertificateAuthority root;
      if (kept.isPresent()) {
        Credentials credentials = kept.get().requireUnexpired(runtime.now());
        root = CertificateAuthority.open(credentials, runtime.clock(), random);
      } else {
        root = CertificateAuthority.createRoot(runtime.clock(), random);
        folder.save(ROOT, root.credentials());
        LOG.info("made the root authority of the new registry {}", root.registry());
      }
      RegistryKeys keys = new RegistryKeys(folder, runtime, root, serving(folder, runtime, root));
      keys.schedule(keys.untilRenewal());
      return keys;
    } catch (CertificateRejectedException e) {
      throw new IOException("the registry's keys cannot be used: " + e.getMessage(), e);
    }
  }

  /** The kept certificate if half of its life is left, else a new one. */
  private static Credentials serving(
      KeyStoreDirectory folder, RoleRuntime runtime, CertificateAuthority root)
      throws IOException, CertificateRejectedException {
    Optional<Credentials> kept = folder.load(SERVING);
    if (kept.isPresent()
        && kept.get().root().equals(root.credentials().root())
        && !kept.get().validity().isHalfOver(runtime.now())) {
      return kept.get();
    }
    Credentials fresh = root.issueOwn(Identity.registry(root.registry()));
    folder.save(SERVING, fresh);
    return fresh;
  }

  private Duration untilRenewal() {
    Duration left = Duration.between(runtime.now(), serving.validity().halfLife());
    // Near the root's own end a fresh certificate is due at once; it must not become a busy loop.
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  private void schedule(Duration delay) {
    timer = runtime.after(delay, this::renew);
    if (closed) {
      timer.close();
    }
  }

  private void renew() {
    runtime.call(
        () -> serving(folder, runtime, root),
        fresh -> {
          serving = fresh;
          LOG.info("the registry serves with a certificate until {}", fresh.notAfter());
          schedule(untilRenewal());
        },
        e -> {
          LOG.warn("the registry's certificate could not be renewed; it is tried again", e);
          schedule(AFTER_FAILURE);
        });
  }

  CertificateAuthority root() {
    return root;
  }

  Identity identity() {
    return serving.identity();
  }

  /** The registry has one name: whatever is asked for, it answers with its own. */
  @Override
  public Optional<Credentials> own(Optional<String> serverName) {
    return Optional.of(serving);
  }

  @Override
  public Trust trust() {
    return Trust.root(root.credentials().root());
  }

  @Override
  public void close() {
    closed = true;
    timer.close();
  }
}
