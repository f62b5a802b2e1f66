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

  static Profile of(Role role) {
    return switch (role) {
      case REGISTRY_AUTHORITY -> lasting(Set.of(), Duration.ofDays(3650));
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
    String name = path.isEmpty() ? "authority" : path.substring(1);
    return organization(identity)
        .addRDN(BCStyle.CN, name.substring(0, Math.min(SHORT_NAME, name.length())))
        .build();
  }

  static BasicConstraints basicConstraints(Role role) {
    if (!role.isAuthority()) {
      return new BasicConstraints(false);
    }
    return role == Role.REGISTRY_AUTHORITY ? new BasicConstraints(true) : new BasicConstraints(0);
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

  /** What a datacenter's or metacenter's authority is confined to. */
  static NameConstraints nameConstraints(Identity authority) {
    GeneralSubtree[] permitted = {
      subtree(GeneralName.uniformResourceIdentifier, authority.host()),
      subtree(GeneralName.dNSName, authority.host()),
      new GeneralSubtree(new GeneralName(organization(authority).build()))
    };
    GeneralSubtree[] excluded = {
      new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[8]))),
      new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[32])))
    };
    return new NameConstraints(permitted, excluded);
  }

  private static X500NameBuilder organization(Identity identity) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, "photon")
        .addRDN(BCStyle.OU, identity.host());
  }

  private static GeneralSubtree subtree(int kind, String name) {
    return new GeneralSubtree(new GeneralName(kind, name));
  }
}
