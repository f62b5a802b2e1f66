package dev.photon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Bytes that were changed on the way are refused, and never surprise the code that reads them. */
class MutationTest {
  private static final Network NETWORK = new Network();
  private static final byte[] NONCE = new byte[32];
  private static final List<Credentials> PEERS = NETWORK.peers();
  private static final byte[] REQUEST = SigningRequest.create(Keys.generate(), NONCE).encoded();

  @Property(tries = 300)
  void aChangedCertificateIsRefused(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Credentials peer = PEERS.get(random.nextInt(PEERS.size()));
    int changed = random.nextInt(peer.chain().size());
    byte[] good = peer.chain().get(changed).getEncoded();
    byte[] bad = mutated(good, random);
    if (Arrays.equals(good, bad)) {
      return;
    }
    try {
      StrictCertificate.parse(bad);
    } catch (CertificateRejectedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    List<X509Certificate> chain = new ArrayList<>(peer.chain());
    try {
      chain.set(changed, laxly(bad));
    } catch (CertificateException e) {
      return; // not even the lax parser gives anything to present
    }
    if (Arrays.equals(chain.get(changed).getEncoded(), good)) {
      return; // it has put the encoding right again
    }
    try {
      Identity accepted = NETWORK.verifier().verify(chain, Purpose.CLIENT, Optional.empty());
      if (Roots.isSelfSigned(peer.chain().get(changed))) { // the root that is shown is not used
        assertThat(accepted).isEqualTo(peer.identity());
      } else {
        throw new AssertionError("accepted: seed " + seed);
      }
    } catch (CertificateRejectedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Property(tries = 300)
  void aChangedRequestIsRefused(@ForAll long seed) {
    byte[] bad = mutated(REQUEST, new Random(seed));
    if (Arrays.equals(REQUEST, bad)) {
      return;
    }
    try {
      SigningRequest.parse(bad).verify(NONCE);
      throw new AssertionError("accepted: seed " + seed);
    } catch (CertificateRejectedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Property(tries = 100)
  void aChangedPemIsRefusedOrTheSame(@ForAll long seed) {
    String pem = Pem.encode(Pem.encode(PEERS.get(0).privateKey()), PEERS.get(0));
    byte[] good = pem.getBytes(StandardCharsets.US_ASCII);
    String bad = new String(mutated(good, new Random(seed)), StandardCharsets.ISO_8859_1);
    try {
      Pem.Kept kept = Pem.kept(bad);
      assertThat(kept.with(Pem.privateKey(kept.key())).identity())
          .isEqualTo(PEERS.get(0).identity());
    } catch (CertificateRejectedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bad = good.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bad.length);
      switch (random.nextInt(4)) {
        case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bad[at] = (byte) random.nextInt(256);
        case 2 -> bad = Arrays.copyOf(bad, at + 1);
        default -> {
          int length = Math.min(bad.length - at, 1 + random.nextInt(40));
          System.arraycopy(bad.clone(), random.nextInt(bad.length - length + 1), bad, at, length);
        }
      }
    }
    return bad;
  }

  private static X509Certificate laxly(byte[] der) throws CertificateException {
    Object certificate;
    try {
      certificate =
          CertificateFactory.getInstance("X.509", new BouncyCastleProvider())
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (RuntimeException e) {
      throw new CertificateException(e);
    }
    if (certificate instanceof X509Certificate x509) {
      return x509;
    }
    throw new CertificateException("nothing was read");
  }
}
