package dev.photon.crypto;

import static dev.photon.crypto.Purpose.CLIENT;
import static dev.photon.crypto.Purpose.SERVER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * What the certificate of each role looks like. Issuing and checking both use it, so that they
 * cannot differ.
 *
 * @param usages for which side of a connection it is good; none for the root, which has no such
 *     extension
 * @param ordinary its life unless another one is asked for
 * @param longest the longest life that may be asked for
 */
record Profile(Set<Purpose> usages, Duration ordinary, Duration longest) {
  private static final int SHORT_NAME = 64;

  /** With a space, since the JDK takes a common name that could be a DNS name for one. */
  private static final String AUTHORITY = "signing authority";

  static Profile of(Role role) {
    return switch (role) {
      case REGISTRY_AUTHORITY -> lasting(Set.of(), Duration.ofDays(3650));
      case ISSUING_AUTHORITY ->
          new Profile(Set.of(CLIENT, SERVER), Duration.ofDays(365), Duration.ofDays(1095));
      case DATACENTER_AUTHORITY, METACENTER_AUTHORITY ->
          lasting(Set.of(CLIENT, SERVER), Duration.ofDays(90));
      case ACCOUNT -> lasting(Set.of(CLIENT), Duration.ofDays(90));
      case REGISTRY, AGENT, METACENTER -> lasting(Set.of(CLIENT, SERVER), Duration.ofDays(7));
      case METACENTER_ACCOUNT ->
          new Profile(Set.of(CLIENT), Duration.ofHours(24), Duration.ofDays(90));
      case SERVICE_CONNECTION -> lasting(Set.of(CLIENT, SERVER), Duration.ofHours(24));
    };
  }

  private static Profile lasting(Set<Purpose> usages, Duration life) {
    return new Profile(usages, life, life);
  }

  /** The subject: for people to read, and for the constraint on directory names. */
  static X500Name subject(Identity identity) {
    int host = identity.uri().indexOf(identity.host());
    String path = identity.uri().substring(host + identity.host().length());
    String name = path.isEmpty() ? AUTHORITY : path.substring(1);
    return organization(identity)
        .addRDN(BCStyle.CN, name.substring(0, Math.min(SHORT_NAME, name.length())))
        .build();
  }

  static BasicConstraints basicConstraints(Role role) {
    return switch (role) {
      case REGISTRY_AUTHORITY -> new BasicConstraints(true);
      case ISSUING_AUTHORITY -> new BasicConstraints(1);
      case DATACENTER_AUTHORITY, METACENTER_AUTHORITY -> new BasicConstraints(0);
      default -> new BasicConstraints(false);
    };
  }

  static KeyUsage keyUsage(Role role) {
    return new KeyUsage(
        role.isAuthority() ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature);
  }

  static GeneralNames names(Identity identity) {
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.uniformResourceIdentifier, identity.uri()));
    dnsNames(identity).forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
    return new GeneralNames(names.toArray(new GeneralName[0]));
  }

  /** The DNS names of an identity: its host if it serves, so that ordinary clients can check it. */
  static List<String> dnsNames(Identity identity) {
    boolean serves =
        !identity.role().isAuthority() && of(identity.role()).usages().contains(SERVER);
    return serves ? List.of(identity.host()) : List.of();
  }

  /** Whether an authority of this role has name constraints: all but the root. */
  static boolean isConfined(Role role) {
    return role.isAuthority() && role != Role.REGISTRY_AUTHORITY;
  }

  /** What an authority is confined to: its host, or its registry and what is below that. */
  static NameConstraints nameConstraints(Identity authority) {
    boolean one = authority.role() != Role.ISSUING_AUTHORITY;
    GeneralSubtree[] permitted = {
      subtree(
          GeneralName.uniformResourceIdentifier,
          one ? authority.host() : domain(authority.registry())),
      subtree(GeneralName.dNSName, one ? authority.host() : authority.registry()),
      new GeneralSubtree(new GeneralName((one ? organization(authority) : organization()).build()))
    };
    if (!one) { // the JDK cannot join two lists that exclude both kinds of addresses
      return new NameConstraints(permitted, null);
    }
    GeneralSubtree[] excluded = {
      new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[8]))),
      new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[32])))
    };
    return new NameConstraints(permitted, excluded);
  }

  /**
   * The registry's URI and those below it, in one: of URIs a name does not mean what is below it,
   * and the JDK cannot intersect two subtrees with the one of an authority further down.
   */
  private static String domain(String registry) {
    return registry.substring(registry.indexOf('.'));
  }

  private static X500NameBuilder organization(Identity identity) {
    return organization().addRDN(BCStyle.OU, identity.host());
  }

  private static X500NameBuilder organization() {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, "photon");
  }

  private static GeneralSubtree subtree(int kind, String name) {
    return new GeneralSubtree(new GeneralName(kind, name));
  }
}
