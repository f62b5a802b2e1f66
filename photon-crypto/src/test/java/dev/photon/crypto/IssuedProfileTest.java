package dev.photon.crypto;

import static dev.photon.crypto.Network.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of every certificate that is issued. What is expected is written down here once more,
 * byte by byte and without the code that issues, so that a change of the profile is seen.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // one network for all: keys cost time
class IssuedProfileTest {
  private static final String CLIENT = "06082b06010505070302";
  private static final String SERVER = "06082b06010505070301";
  private static final String EC_P256 = "301306072a8648ce3d020106082a8648ce3d030107";

  private final Network network = new Network();
  private final String name = network.name;
  private final CertificateAuthority issuing =
      CertificateAuthority.open(
          Network.own(network.root, Identity.issuingAuthority(name)),
          Network.CLOCK,
          Network.RANDOM);

  /**
   * What one certificate has to be.
   *
   * @param host in its URI; the subject's OU, a server's DNS name, what an authority is confined to
   * @param path in its URI, after the host
   * @param issuer the host of who signed it
   * @param confined whether it is an authority below the root
   */
  record Expected(
      X509Certificate certificate,
      String host,
      String path,
      String issuer,
      Duration life,
      List<String> usages,
      boolean confined) {

    String common() {
      return path.isEmpty() ? "signing authority" : path.substring(1);
    }

    boolean signs() {
      return path.isEmpty();
    }

    /** A test is called after whom it is about. */
    @Override
    public String toString() {
      return "spiffe://" + host + path;
    }
  }

  Stream<Expected> all() {
    String west = "west.dc." + name;
    String shop = "shop-1f.mc." + name;
    List<String> both = List.of(CLIENT, SERVER);
    List<String> client = List.of(CLIENT);
    Duration week = Duration.ofDays(7);
    Duration quarter = Duration.ofDays(90);
    Duration day = Duration.ofHours(24);
    return Stream.of(
        leaf(network.root.credentials(), name, "", name, Duration.ofDays(3650), List.of()),
        leaf(network.registry(), name, "/registry", name, week, both),
        authority(issuing.credentials(), "ca." + name, Duration.ofDays(365)),
        leaf(
            Network.own(issuing, Identity.account(name, "a1b2")),
            name,
            "/account/a1b2",
            "ca." + name,
            quarter,
            client),
        leaf(network.account(), name, "/account/a1b2", name, quarter, client),
        authority(network.west.credentials(), west, quarter),
        leaf(network.agent(), west, "/agent", west, week, both),
        authority(network.shop.credentials(), shop, quarter),
        leaf(network.metacenter(), shop, "/metacenter", shop, week, both),
        leaf(network.metacenterAccount(), shop, "/account/a1b2", shop, day, client),
        leaf(network.serviceConnection(), shop, "/service/db/west", shop, day, both));
  }

  private static Expected leaf(
      Credentials own,
      String host,
      String path,
      String issuer,
      Duration life,
      List<String> usages) {
    return new Expected(own.leaf(), host, path, issuer, life, usages, false);
  }

  private Expected authority(Credentials own, String host, Duration life) {
    return new Expected(own.leaf(), host, "", name, life, List.of(CLIENT, SERVER), true);
  }

  @ParameterizedTest
  @MethodSource("all")
  void fields(Expected expected) {
    X509Certificate certificate = expected.certificate();
    assertThat(certificate.getVersion()).isEqualTo(3);
    assertThat(certificate.getSerialNumber()).isBetween(BigInteger.ONE, greatest());
    assertThat(certificate.getSigAlgOID()).isEqualTo("1.2.840.10045.4.3.2"); // ECDSA with SHA-256
    assertThat(certificate.getSigAlgParams()).isNull();
    assertThat(certificate.getIssuerUniqueID()).isNull();
    assertThat(certificate.getSubjectUniqueID()).isNull();
    assertThat(hex(certificate.getPublicKey().getEncoded())).startsWith("3059" + EC_P256);
    assertThat(certificate.getNotBefore()).isEqualTo(NOW.minusSeconds(60));
    assertThat(certificate.getNotAfter()).isEqualTo(NOW.plus(expected.life()));
    assertThat(hex(certificate.getSubjectX500Principal().getEncoded()))
        .isEqualTo(hex(name(expected.host(), expected.common())));
    assertThat(hex(certificate.getIssuerX500Principal().getEncoded()))
        .isEqualTo(hex(name(expected.issuer(), "signing authority")));
  }

  @ParameterizedTest
  @MethodSource("all")
  void extensions(Expected expected) throws Exception {
    Map<String, String> found = new TreeMap<>();
    add(found, "critical ", expected.certificate(), true);
    add(found, "", expected.certificate(), false);
    assertThat(found).isEqualTo(extensionsOf(expected));
  }

  private static void add(
      Map<String, String> found, String critical, X509Certificate certificate, boolean which) {
    Set<String> ids =
        which ? certificate.getCriticalExtensionOIDs() : certificate.getNonCriticalExtensionOIDs();
    ids.forEach(id -> found.put(critical + id, hex(certificate.getExtensionValue(id))));
  }

  /** By the page: each with its identifier, whether it is critical, and its value. */
  private Map<String, String> extensionsOf(Expected expected) throws Exception {
    Map<String, byte[]> values = new TreeMap<>();
    boolean overRegistry = expected.host().startsWith("ca.");
    String below = overRegistry ? "01" : "00";
    String basic = expected.confined() ? "30060101ff0201" + below : "30030101ff";
    values.put("critical 2.5.29.19", parsed(expected.signs() ? basic : "3000"));
    values.put("critical 2.5.29.15", parsed(expected.signs() ? "03020106" : "03020780"));
    if (!expected.usages().isEmpty()) {
      values.put("2.5.29.37", tlv(0x30, parsed(String.join("", expected.usages()))));
    }
    byte[] uri = tlv(0x86, text("spiffe://" + expected.host() + expected.path()));
    boolean serves = !expected.signs() && expected.usages().contains(SERVER);
    byte[] dns = serves ? tlv(0x82, text(expected.host())) : new byte[0];
    values.put("2.5.29.17", tlv(0x30, uri, dns));
    if (expected.confined()) {
      values.put(
          "critical 2.5.29.30", overRegistry ? registryOnly() : constraints(expected.host()));
    }
    values.put("2.5.29.14", tlv(0x04, keyId(expected.certificate().getPublicKey())));
    if (!(expected.signs() && !expected.confined())) {
      values.put("2.5.29.35", tlv(0x30, tlv(0x80, keyId(issuerKey(expected.issuer())))));
    }
    Map<String, String> wrapped = new TreeMap<>();
    values.forEach((id, value) -> wrapped.put(id, hex(tlv(0x04, value))));
    return wrapped;
  }

  /** The URI host, the DNS host and the directory name; and no address of either kind. */
  private static byte[] constraints(String host) {
    byte[] permitted =
        tlv(
            0xa0,
            tlv(0x30, tlv(0x86, text(host))),
            tlv(0x30, tlv(0x82, text(host))),
            tlv(0x30, tlv(0xa4, tlv(0x30, organization(host)))));
    byte[] excluded =
        tlv(0xa1, tlv(0x30, tlv(0x87, new byte[8])), tlv(0x30, tlv(0x87, new byte[32])));
    return tlv(0x30, permitted, excluded);
  }

  /** The domain of registries for URIs, the registry's own for servers, and Photon's names. */
  private byte[] registryOnly() {
    return tlv(
        0x30,
        tlv(
            0xa0,
            tlv(0x30, tlv(0x86, text(".photon.internal"))),
            tlv(0x30, tlv(0x82, text(name))),
            tlv(0x30, tlv(0xa4, tlv(0x30, attribute("060355040a", "photon"))))));
  }

  private PublicKey issuerKey(String host) {
    return Stream.of(network.root, issuing, network.west, network.shop)
        .filter(authority -> authority.identity().host().equals(host))
        .map(authority -> authority.credentials().leaf().getPublicKey())
        .findFirst()
        .orElseThrow();
  }

  /** The first 20 bytes of the SHA-256 of the key's bits, which are the last 65 of its encoding. */
  private static byte[] keyId(PublicKey key) throws Exception {
    byte[] encoded = key.getEncoded();
    byte[] bits = Arrays.copyOfRange(encoded, encoded.length - 65, encoded.length);
    return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bits), 20);
  }

  private static byte[] name(String host, String common) {
    return tlv(0x30, organization(host), attribute("0603550403", common));
  }

  private static byte[] organization(String host) {
    return Bytes.concat(attribute("060355040a", "photon"), attribute("060355040b", host));
  }

  private static byte[] attribute(String type, String value) {
    return tlv(0x31, tlv(0x30, parsed(type), tlv(0x0c, text(value))));
  }

  /** One value of the distinguished encoding, of less than 64 KiB. */
  private static byte[] tlv(int tag, byte[]... parts) {
    byte[] content = Bytes.concat(parts);
    int length = content.length;
    String header = HexFormat.of().toHexDigits((byte) tag);
    if (length < 0x80) {
      header += HexFormat.of().toHexDigits((byte) length);
    } else if (length < 0x100) {
      header += "81" + HexFormat.of().toHexDigits((byte) length);
    } else {
      header += "82" + HexFormat.of().toHexDigits((short) length);
    }
    return Bytes.concat(parsed(header), content);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] parsed(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static BigInteger greatest() {
    return BigInteger.ONE.shiftLeft(159).subtract(BigInteger.ONE);
  }

  /** Of 64 numbers of 159 random bits, each bit is both 0 and 1 somewhere, but once in 10^16. */
  @Test
  void serialNumbersAreOf159RandomBits() throws Exception {
    PublicKey key = Keys.generate().getPublic();
    Identity account = Identity.account(name, "a1b2");
    Set<BigInteger> serials = new HashSet<>();
    BigInteger ones = BigInteger.ZERO;
    BigInteger zeros = BigInteger.ZERO;
    for (int i = 0; i < 64; i++) {
      BigInteger serial = network.root.issue(key, account).get(0).getSerialNumber();
      serials.add(serial);
      ones = ones.or(serial);
      zeros = zeros.or(greatest().xor(serial));
    }
    assertThat(serials).hasSize(64);
    assertThat(ones).isEqualTo(greatest());
    assertThat(zeros).isEqualTo(greatest());
  }

  @Test
  void everyRoleIsLookedAt() {
    Set<String> seen = new TreeSet<>();
    all().forEach(expected -> seen.add(Identity.parse(expected.toString()).role().name()));
    assertThat(seen)
        .isEqualTo(new TreeSet<>(Arrays.stream(Role.values()).map(Role::name).toList()));
  }
}
