package dev.photon.core.datacenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.RequestKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private int joined;

    SigningBook(QueueRuntime runtime) {
      this.root = CertificateAuthority.createRoot(runtime.clock(), new SecureRandom());
    }

    @Override
    public Nonce nonce() {
      return Nonce.of(new byte[32]);
    }

    @Override
    public DatacenterGrant datacenterCreate(RequestKey key, DatacenterRequest request) {
      joined++;
      try {
        var proven = request.authorityKey().request().verify(nonce().bytes());
        String id = request.name() + "-0000000" + joined;
        Identity authority = Identity.datacenterAuthority(root.registry(), id);
        List<X509Certificate> chain = new ArrayList<>(root.issue(proven, authority));
        chain.add(root.credentials().root());
        return new DatacenterGrant(new DatacenterId(id), chain);
      } catch (CertificateException e) {
        throw new AssertionError(e);
      }
    }
  }

  private Enrolled enrol() throws Exception {
    return DatacenterEnrolment.enrol(
        registry, KeyStoreDirectory.open(folder.resolve("keys")), runtime, "west", Region.US_WEST);
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
  void anExpiredAuthorityIsAClearErrorAtTheStart() throws Exception {
    Enrolled unused = enrol();
    runtime.advance(Duration.ofDays(91));
    assertThatThrownBy(this::enrol).hasMessageMatching("the certificate of .* has expired at .*");
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
