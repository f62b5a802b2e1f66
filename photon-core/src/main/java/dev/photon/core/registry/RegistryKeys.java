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
 * The authority that signs for the registry, and the certificate that the registry serves with.
 *
 * <p>The authority is the root, made at the first start and followed by the next one a year before
 * its end; or, where the root is kept offline, one below it that the operator has installed. The
 * registry's own certificate is renewed at half of its life. All is kept in the key folder.
 */
final class RegistryKeys implements CredentialsSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryKeys.class);
  private static final String ROOT = "root";
  private static final String SERVING = "registry";
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final KeyStoreDirectory folder;
  private final RoleRuntime runtime;
  private volatile Holding holding;
  private volatile Subscription timer = Subscription.NONE;
  private volatile boolean closed;

  /** What is held at a time. */
  private record Holding(CertificateAuthority authority, Credentials serving) {}

  private RegistryKeys(KeyStoreDirectory folder, RoleRuntime runtime, Holding holding) {
    this.folder = folder;
    this.runtime = runtime;
    this.holding = holding;
  }

  static RegistryKeys open(KeyStoreDirectory folder, RoleRuntime runtime) throws IOException {
    try {
      CertificateAuthority authority = authority(folder, runtime);
      Holding holding = new Holding(authority, serving(folder, runtime, authority));
      RegistryKeys keys = new RegistryKeys(folder, runtime, holding);
      keys.schedule(keys.untilRenewal());
      return keys;
    } catch (CertificateRejectedException e) {
      throw new IOException("the registry's keys cannot be used: " + e.getMessage(), e);
    }
  }

  /** What the operator has installed, or the kept root or its successor, or a new one. */
  private static CertificateAuthority authority(KeyStoreDirectory folder, RoleRuntime runtime)
      throws IOException, CertificateRejectedException {
    Optional<CertificateAuthority> installed = IssuingAuthority.open(folder, runtime.clock());
    if (installed.isPresent()) {
      return installed.get();
    }
    SecureRandom random = new SecureRandom();
    Optional<Credentials> kept = folder.load(ROOT);
    if (kept.isEmpty()) {
      CertificateAuthority root = CertificateAuthority.createRoot(runtime.clock(), random);
      folder.save(ROOT, root.credentials());
      LOG.info("made the root authority of the new registry {}", root.registry());
      return root;
    }
    Credentials credentials = kept.get().requireUnexpired(runtime.now());
    CertificateAuthority root = CertificateAuthority.open(credentials, runtime.clock(), random);
    if (credentials.validity().left(runtime.now()).compareTo(OfflineRoot.OVERLAP) > 0) {
      return root;
    }
    CertificateAuthority next = root.nextRoot();
    folder.save(ROOT, next.credentials());
    LOG.warn(
        "the root of {} ends at {}; the next one has the fingerprint {}",
        root.registry(),
        credentials.notAfter(),
        next.fingerprint());
    return next;
  }

  /**
   * The kept certificate if it is of the authority and half of its life is left, else a new one.
   */
  private static Credentials serving(
      KeyStoreDirectory folder, RoleRuntime runtime, CertificateAuthority authority)
      throws IOException, CertificateRejectedException {
    Optional<Credentials> kept = folder.load(SERVING);
    if (kept.isPresent()
        && kept.get().roots().equals(authority.credentials().roots())
        && kept.get().chain().containsAll(authority.signers())
        && !kept.get().validity().isHalfOver(runtime.now())) {
      return kept.get();
    }
    Credentials fresh = authority.issueOwn(Identity.registry(authority.registry()));
    folder.save(SERVING, fresh);
    return fresh;
  }

  private Duration untilRenewal() {
    Duration left = Duration.between(runtime.now(), holding.serving().validity().halfLife());
    // Near its authority's end a fresh certificate is due at once; it must not become a busy loop.
    // And the authority is looked at each day.
    Duration soon = left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    return soon.compareTo(LONGEST) > 0 ? LONGEST : soon;
  }

  private void schedule(Duration delay) {
    timer = runtime.after(delay, this::renew);
    if (closed) {
      timer.close();
    }
  }

  private void renew() {
    runtime.call(
        () -> {
          CertificateAuthority authority = sameOr(authority(folder, runtime));
          return new Holding(authority, serving(folder, runtime, authority));
        },
        fresh -> {
          if (!fresh.serving().leaf().equals(holding.serving().leaf())) {
            LOG.info("the registry serves with a certificate until {}", fresh.serving().notAfter());
          }
          holding = fresh;
          schedule(untilRenewal());
        },
        e -> {
          LOG.warn("the registry's certificate could not be renewed; it is tried again", e);
          schedule(AFTER_FAILURE);
        });
  }

  /** One that is the same remembers when it has signed last. */
  private CertificateAuthority sameOr(CertificateAuthority read) {
    CertificateAuthority held = holding.authority();
    return held.credentials().leaf().equals(read.credentials().leaf()) ? held : read;
  }

  /** Who signs for the registry now. */
  CertificateAuthority authority() {
    return holding.authority();
  }

  /** The registry's name, which it keeps for ever. */
  String registry() {
    return holding.authority().registry();
  }

  Identity identity() {
    return holding.serving().identity();
  }

  /** The registry has one name: whatever is asked for, it answers with its own. */
  @Override
  public Optional<Credentials> own(Optional<String> serverName) {
    return Optional.of(holding.serving());
  }

  @Override
  public Trust trust() {
    return holding.authority().credentials().trust();
  }

  @Override
  public void close() {
    closed = true;
    timer.close();
  }
}
