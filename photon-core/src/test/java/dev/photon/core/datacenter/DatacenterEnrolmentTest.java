package dev.photon.core.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.Region;
import dev.photon.core.datacenter.DatacenterEnrolment.Enrolled;
import dev.photon.core.event.QueueRuntime;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.Role;
import dev.photon.spi.api.DatacenterGrant;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.RequestKey;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatacenterEnrolmentTest {
  @TempDir private Path folder = Path.of("");
  private final QueueRuntime runtime = new QueueRuntime(1);
  private final SigningBook registry = new SigningBook(runtime);

  /** A registry that lets everybody in. */
  private static final class SigningBook extends OfferBook {
    private final CertificateAuthority root;
    private final Map<PublicKey, String> ids = new HashMap<>();
    private int joined;
    private int renewed;

    SigningBook(QueueRuntime runtime) {
      this.root = CertificateAuthority.createRoot(runtime.clock(), new SecureRandom());
    }

    @Override
    public Nonce nonce() {
      return Nonce.of(new byte[32]);
    }

    @Override
    public List<X509Certificate> datacenterRenew(RequestKey key, KeyProof authorityKey) {
      renewed++;
      try {
        var proven = authorityKey.request().verify(nonce().bytes());
        String id = Optional.ofNullable(ids.get(proven)).orElseThrow();
        List<X509Certificate> chain =
            new ArrayList<>(root.issue(proven, Identity.datacenterAuthority(root.registry(), id)));
        chain.add(root.credentials().root());
        return chain;
      } catch (CertificateException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public DatacenterGrant datacenterCreate(RequestKey key, DatacenterRequest request) {
      joined++;
      try {
        var proven = request.authorityKey().request().verify(nonce().bytes());
        String id = ids.computeIfAbsent(proven, k -> request.name() + "-0000000" + joined);
        Identity authority = Identity.datacenterAuthority(root.registry(), id);
        List<X509Certificate> chain = new ArrayList<>(root.issue(proven, authority));
        chain.add(root.credentials().root());
        return new DatacenterGrant(new DatacenterId(id), chain);
      } catch (CertificateException e) {
        throw new AssertionError(e);
      }
    }
  }

  private Credentials authority() throws Exception {
    return KeyStoreDirectory.open(folder.resolve("keys")).load("authority").orElseThrow();
  }

  @Test
  void theAuthorityIsRenewedWhileTheAgentRuns() throws Exception {
    Enrolled enrolled = enrol();
    Credentials before = authority();
    enrolled.renewal().by(registry);
    runtime.advance(Duration.ofDays(44));
    assertThat(registry.renewed).isZero();
    runtime.advance(Duration.ofDays(5));
    assertThat(registry.renewed).isEqualTo(1);
    assertThat(authority().notAfter()).isAfter(before.notAfter());
    runtime.advance(Duration.ofDays(120)); // the first certificate has ended long since
    assertThat(own(enrolled).notAfter()).isAfter(runtime.now());
    assertThat(registry.joined).isEqualTo(1);
  }

  @Test
  void whatHasEndedWhileItWasOffIsCertifiedAnewAsTheSame() throws Exception {
    Enrolled first = enrol();
    PublicKey key = authority().leaf().getPublicKey();
    runtime.advance(Duration.ofDays(100));
    Enrolled again = enrol();
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(authority().leaf().getPublicKey()).isEqualTo(key);
    assertThat(own(again).notAfter()).isAfter(runtime.now());
  }

  private Enrolled enrol() throws Exception {
    return DatacenterEnrolment.enrol(
        registry,
        registry.root.issueOwn(Identity.account(registry.root.registry(), "0a")),
        KeyStoreDirectory.open(folder.resolve("keys")),
        runtime,
        "west",
        Region.US_WEST);
  }

  private static Credentials own(Enrolled enrolled) {
    return enrolled.credentials().own(Optional.empty()).orElseThrow();
  }

  @Test
  void aDatacenterJoinsOnceAndStaysItself() throws Exception {
    Enrolled first = enrol();
    Enrolled again = enrol();
    assertThat(registry.joined).isEqualTo(1);
    assertThat(again.id()).isEqualTo(first.id()).isEqualTo(new DatacenterId("west-00000001"));
    assertThat(first.agent().role()).isEqualTo(Role.AGENT);
    assertThat(own(first).identity()).isEqualTo(first.agent());
    assertThat(own(first).root()).isEqualTo(registry.root.credentials().root());
  }

  @Test
  void theAgentsCertificateIsRenewedAtHalfItsLife() throws Exception {
    Enrolled enrolled = enrol();
    Credentials before = own(enrolled);
    Duration half = Duration.between(before.notBefore(), before.notAfter()).dividedBy(2);
    runtime.advance(half.minusHours(1));
    assertThat(own(enrolled)).isSameAs(before);
    runtime.advance(Duration.ofHours(2));
    Credentials renewed = own(enrolled);
    assertThat(renewed.notAfter()).isAfter(before.notAfter());
    runtime.advance(half);
    assertThat(own(enrolled).notAfter()).isAfter(renewed.notAfter());
  }
}
