package dev.photon.core.datacenter;

import dev.photon.config.Region;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.Keys;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.SigningRequest;
import dev.photon.crypto.Trust;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.DatacenterGrant;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import java.io.IOException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a datacenter gets its identity: its signing authority from the registry once, and its agent's
 * own certificate from that authority, renewed here without a restart.
 */
public final class DatacenterEnrolment {
  private static final Logger LOG = LoggerFactory.getLogger(DatacenterEnrolment.class);
  private static final String AUTHORITY = "authority";
  private static final Duration RETRY = Duration.ofMinutes(5);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final KeyStoreDirectory keys;
  private final RoleRuntime runtime;
  private final SecureRandom random;

  /** Touched by the loop alone, once the datacenter has its identity. */
  private CertificateAuthority authority;

  private Optional<RegistryApi> registry = Optional.empty();
  private volatile Credentials agent;

  /**
   * Who a datacenter is.
   *
   * @param credentials its agent's; they renew themselves
   * @param renewal where the datacenter's signing authority gets its next certificate
   */
  public record Enrolled(
      DatacenterId id, Identity agent, CredentialsSource credentials, Renewal renewal) {}

  /** Renews the signing authority before its certificate ends, once it knows the registry. */
  public interface Renewal {
    /** Says how the registry is reached as the agent. From any thread. */
    void by(RegistryApi asAgent);
  }

  private DatacenterEnrolment(
      KeyStoreDirectory keys,
      RoleRuntime runtime,
      SecureRandom random,
      CertificateAuthority authority,
      Credentials agent) {
    this.keys = keys;
    this.runtime = runtime;
    this.random = random;
    this.authority = authority;
    this.agent = agent;
  }

  /**
   * Joins the market, or takes up what an earlier call has stored; what has lived for half of its
   * time, or has ended, is certified anew as the same datacenter. Blocking; for the start of a
   * process.
   *
   * @param operator whose datacenter it is: at which registry, and what roots it has
   * @throws IOException when keys cannot be kept
   * @throws CertificateRejectedException when the registry's answer is not for our key
   */
  public static Enrolled enrol(
      RegistryApi asAccount,
      Credentials operator,
      KeyStoreDirectory keys,
      RoleRuntime runtime,
      String name,
      Region region)
      throws IOException, CertificateRejectedException {
    var random = new SecureRandom();
    Optional<Credentials> stored = keys.load(AUTHORITY);
    Credentials signing =
        stored.isPresent() && !stored.get().validity().isHalfOver(runtime.now())
            ? stored.get()
            : join(asAccount, operator, keys, runtime.clock(), name, region, key(stored, random));
    var authority = CertificateAuthority.open(signing, runtime.clock(), random);
    Identity self =
        Identity.agent(signing.identity().registry(), signing.identity().scope().orElseThrow());
    var enrolment =
        new DatacenterEnrolment(keys, runtime, random, authority, authority.issueOwn(self));
    enrolment.renewLater();
    return new Enrolled(
        new DatacenterId(self.scope().orElseThrow()),
        self,
        enrolment.source(),
        registry -> runtime.execute(() -> enrolment.registry = Optional.of(registry)));
  }

  /** The same key is the same datacenter. */
  private static KeyPair key(Optional<Credentials> stored, SecureRandom random) {
    return stored.map(Credentials::pair).orElseGet(() -> Keys.generate(random));
  }

  private static Credentials join(
      RegistryApi registry,
      Credentials operator,
      KeyStoreDirectory keys,
      Clock clock,
      String name,
      Region region,
      KeyPair key)
      throws IOException, CertificateRejectedException {
    Nonce nonce = registry.nonce();
    var proof = new KeyProof(SigningRequest.create(key, nonce.bytes()), nonce);
    DatacenterGrant grant =
        registry.datacenterCreate(RequestKey.random(), new DatacenterRequest(name, region, proof));
    Identity expected =
        Identity.datacenterAuthority(operator.identity().registry(), grant.id().value());
    Credentials credentials =
        new PeerVerifier(operator.trust(), clock).accept(key.getPrivate(), grant.chain(), expected);
    keys.save(AUTHORITY, credentials);
    return credentials;
  }

  private CredentialsSource source() {
    return new CredentialsSource() {
      @Override
      public Optional<Credentials> own(Optional<String> serverName) {
        return Optional.of(agent);
      }

      @Override
      public Trust trust() {
        return agent.trust();
      }
    };
  }

  private void renewLater() {
    Duration left = Duration.between(runtime.now(), agent.validity().halfLife());
    after(left.compareTo(SHORTEST) < 0 ? SHORTEST : left);
  }

  private void after(Duration delay) {
    // Never closed: it ends with the runtime, and until then somebody serves with the credentials.
    Subscription unused = runtime.after(delay, this::renew);
  }

  private void renew() {
    renewAuthority();
    try {
      agent = authority.issueOwn(agent.identity());
      renewLater();
    } catch (CertificateRejectedException e) {
      LOG.error("the certificate of {} cannot be renewed: {}", agent.identity(), e.getMessage());
      after(RETRY);
    }
  }

  /** Asked for again with the agent's next certificate, where it fails: there is time. */
  private void renewAuthority() {
    Credentials current = authority.credentials();
    if (registry.isEmpty() || !current.validity().isHalfOver(runtime.now())) {
      return;
    }
    RegistryApi asAgent = registry.get();
    runtime.call(
        () -> {
          Nonce nonce = asAgent.nonce();
          var proof = new KeyProof(current.request(nonce.bytes()), nonce);
          List<X509Certificate> chain = asAgent.datacenterRenew(RequestKey.random(), proof);
          Credentials renewed = current.renewed(chain, runtime.clock());
          keys.save(AUTHORITY, renewed);
          return renewed;
        },
        renewed -> {
          authority = CertificateAuthority.open(renewed, runtime.clock(), random);
          LOG.info("{} is certified until {}", renewed.identity(), renewed.notAfter());
        },
        cause ->
            LOG.warn(
                "the certificate of {} is not renewed, it ends at {}: {}",
                current.identity(),
                current.notAfter(),
                cause.getMessage()));
  }
}
