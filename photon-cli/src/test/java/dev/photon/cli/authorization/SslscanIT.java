package dev.photon.cli.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.spi.api.Endpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** A scanner that knows nothing of Photon finds TLS 1.3 at each port, and nothing that is weak. */
class SslscanIT {
  /**
   * Of the curves that are offered; the largest group of a finite field has as many, at a price.
   */
  private static final int LEAST_BITS = 128;

  @TempDir private Path folder;

  @Test
  void everyPortIsClean() throws Exception {
    try (Realm realm = new Realm(folder.resolve("realm"))) {
      assertClean(realm.registry.endpoint());
      assertClean(realm.deployment(realm.ada, "shop").endpoint());
      assertClean(realm.west.endpoint());
    }
  }

  /** So that the check above is known to see what it looks for. */
  @Test
  void aServerAsJavaBringsItIsNot() throws Exception {
    var root = CertificateAuthority.createRoot(Realm.CLOCK, new SecureRandom());
    Credentials own = root.issueOwn(Identity.registry(root.registry()));
    try (WeakServer old = new WeakServer(own, "TLSv1.2");
        WeakServer both = new WeakServer(own, "TLSv1.3", "TLSv1.2");
        WeakServer groups = new WeakServer(own, "TLSv1.3")) {
      assertThatThrownBy(() -> assertClean(old.endpoint()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("versions at", "1.2");
      assertThatThrownBy(() -> assertClean(both.endpoint()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("versions at", "1.2");
      assertThatThrownBy(() -> assertClean(groups.endpoint()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("ffdhe");
    }
  }

  private void assertClean(Endpoint port) throws Exception {
    Element found = scanned(port);
    assertThat(values(found, "protocol", "enabled", "1", "version"))
        .as("versions at %s", port)
        .containsExactly("1.3");
    assertThat(values(found, "cipher", "sslversion", "TLSv1.3", "cipher"))
        .isNotEmpty()
        .isSubsetOf(
            "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");
    for (Element each : elements(found, "cipher")) {
      assertThat(each.getAttribute("sslversion")).isEqualTo("TLSv1.3");
      assertThat(each.getAttribute("strength")).isIn("acceptable", "strong");
    }
    List<Element> groups = elements(found, "group");
    assertThat(groups).isNotEmpty();
    assertThat(groups)
        .extracting(group -> group.getAttribute("name"))
        .as("groups at %s", port)
        .noneMatch(name -> name.contains("ffdhe"));
    for (Element group : groups) {
      assertThat(Integer.parseInt(group.getAttribute("bits")))
          .as(group.getAttribute("name"))
          .isGreaterThanOrEqualTo(LEAST_BITS);
    }
    assertThat(values(found, "compression", "supported", "1", "supported")).isEmpty();
    assertThat(values(found, "renegotiation", "supported", "1", "supported")).isEmpty();
    assertThat(values(found, "heartbleed", "vulnerable", "1", "sslversion")).isEmpty();
  }

  private static List<Element> elements(Element in, String tag) {
    List<Element> elements = new ArrayList<>();
    var found = in.getElementsByTagName(tag);
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  /** Of all elements with an attribute of some value, the values of another attribute. */
  private static Set<String> values(
      Element in, String tag, String attribute, String value, String wanted) {
    Set<String> values = new TreeSet<>();
    for (Element each : elements(in, tag)) {
      if (each.getAttribute(attribute).equals(value)) {
        values.add(each.getAttribute(wanted));
      }
    }
    return values;
  }

  private Element scanned(Endpoint port) throws Exception {
    String host = port.identity().orElseThrow().host();
    Path output = Files.createTempFile(folder, "sslscan-", ".xml");
    List<String> command = new ArrayList<>(List.of("sslscan", "--xml=-", "--no-colour"));
    command.addAll(List.of("--sni-name=" + host, port.address()));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new AssertionError("sslscan is not installed; 'dev/verifiers' brings it", e);
    }
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
    String said = Files.readString(output);
    assertThat(process.exitValue()).as(said).isZero();
    byte[] xml = said.getBytes(StandardCharsets.UTF_8);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml)).getDocumentElement();
  }
}
