package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.MALFORMED;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.crypto.CertificateRejectedException.Reason;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;

class CertificateFileTest {
  private static final Network NETWORK = new Network();
  private static final Credentials AGENT = NETWORK.agent();
  private static final String CHAIN = Pem.encode(AGENT.chain());

  @Test
  void textAroundTheCertificatesIsPassedOver() throws Exception {
    CertificateFile file =
        CertificateFile.read("Certificate:\n  Data:\n" + CHAIN.replace("\n", "\r\n") + "\n# end\n");
    assertThat(file.chain()).isEqualTo(AGENT.chain());
    assertThat(file.hasKey()).isFalse();
  }

  @Test
  void ofAKeyItIsOnlyKnownThatItIsThere() throws Exception {
    CertificateFile file = CertificateFile.read(Pem.encode(Pem.encode(AGENT.privateKey()), AGENT));
    assertThat(file.hasKey()).isTrue();
    assertThat(file.chain()).hasSize(3);
    for (String kind : List.of("EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY")) {
      String key = "-----BEGIN " + kind + "-----\nnot*Base64\n-----END " + kind + "-----\n";
      assertThat(CertificateFile.read(key + CHAIN).hasKey()).isTrue();
    }
    String list = "-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----\n";
    assertThat(CertificateFile.read(list + CHAIN).hasKey()).isFalse();
  }

  @Test
  void aKeyAloneIsNoCertificateAndIsNotQuoted() {
    String key = Pem.encode(AGENT.privateKey());
    assertThat(refused(MALFORMED, key).getMessage()).doesNotContain(key.substring(30, 60));
  }

  @Test
  void whatIsBrokenIsToldByWhatIsWrong() {
    String begin = "-----BEGIN CERTIFICATE-----\n";
    String end = "-----END CERTIFICATE-----\n";
    assertThat(refused(MALFORMED, "")).hasMessageContaining("there is no certificate");
    assertThat(refused(MALFORMED, CHAIN + begin)).hasMessageContaining("does not end");
    assertThat(refused(MALFORMED, begin + CHAIN)).hasMessageContaining("before the one above");
    assertThat(refused(MALFORMED, CHAIN + begin + "?\n" + end)).hasMessageContaining("number 3");
    assertThat(refused(MALFORMED, "-----BEGIN -----\n")).hasMessageContaining("no certificate");
  }

  @Test
  void muchIsNotRead() throws Exception {
    String one = Pem.encode(List.of(AGENT.leaf()));
    assertThat(CertificateFile.read(one.repeat(8)).summaries()).hasSize(8);
    refused(SIZE, one.repeat(9));
    refused(SIZE, " ".repeat(Pem.MAX_SIZE) + one);
    assertThat(
            catchThrowableOfType(
                CertificateRejectedException.class,
                () -> CertificateFile.read(one.repeat(5)).chain()))
        .hasMessageContaining("at most 4");
    CertificateFile long9k = CertificateFile.read(block(new byte[9 * 1024]));
    assertThat(catchThrowableOfType(CertificateRejectedException.class, long9k::summaries))
        .hasMessageContaining("at most 8192 bytes");
  }

  @Test
  void aSummaryHasWhatThePersonAsksFor() {
    CertificateSummary summary = CertificateSummary.of(AGENT.leaf());
    String host = AGENT.identity().host();
    assertThat(summary)
        .isEqualTo(
            new CertificateSummary(
                new CertificateSummary.Names(
                    Optional.of(AGENT.identity()),
                    "O=photon,OU=" + host + ",CN=agent",
                    "O=photon,OU=" + host + ",CN=signing authority"),
                AGENT.leaf().getSerialNumber().toString(16),
                CertificateFingerprint.of(AGENT.leaf()),
                Validity.of(AGENT.leaf()),
                Set.of(Purpose.CLIENT, Purpose.SERVER),
                Optional.empty()));
    for (Credentials peer : NETWORK.peers()) {
      assertThat(CertificateSummary.of(peer.leaf()).fault()).isEmpty();
    }
    assertThat(CertificateSummary.of(NETWORK.root.credentials().root()).fault()).isEmpty();
  }

  @Test
  void aForeignCertificateIsShownWithWhatMakesItForeign() throws Exception {
    Forge nameless =
        Forge.of(Identity.agent(NETWORK.name, "west"))
            .without(Extension.subjectAlternativeName)
            .subject("CN=evil\u001b[31m");
    byte[] der = nameless.signedBy(NETWORK.root).getEncoded();
    CertificateSummary summary = CertificateFile.read(block(der)).summaries().get(0);
    assertThat(summary.names().identity()).isEmpty();
    assertThat(summary.names().subject()).isEqualTo("CN=evil?[31m");
    assertThat(summary.fault()).hasValueSatisfying(f -> assertThat(f).contains("no URI name"));

    Forge unconfined =
        Forge.of(Identity.datacenterAuthority(NETWORK.name, "west"))
            .without(Extension.nameConstraints);
    byte[] other = unconfined.signedBy(NETWORK.root).getEncoded();
    summary = CertificateFile.read(block(other)).summaries().get(0);
    assertThat(summary.names().identity()).isPresent();
    assertThat(summary.fault()).hasValueSatisfying(f -> assertThat(f).contains("name constraints"));
  }

  /** Bytes from anywhere are a summary or a rejection, nothing else. */
  @Property(tries = 300)
  void changedBytesDoNotSurprise(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    byte[] der = AGENT.chain().get(random.nextInt(2)).getEncoded();
    for (int i = random.nextInt(4); i >= 0; i--) {
      der[random.nextInt(der.length)] = (byte) random.nextInt();
    }
    try {
      assertThat(CertificateFile.read(block(der)).summaries()).hasSize(1);
    } catch (CertificateRejectedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static String block(byte[] der) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END CERTIFICATE-----\n";
  }

  private static CertificateRejectedException refused(Reason reason, String text) {
    CertificateRejectedException rejected =
        catchThrowableOfType(CertificateRejectedException.class, () -> CertificateFile.read(text));
    assertThat(rejected).isNotNull();
    assertThat(rejected.reason()).isEqualTo(reason);
    return rejected;
  }
}
