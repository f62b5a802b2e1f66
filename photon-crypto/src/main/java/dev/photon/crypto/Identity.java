package dev.photon.crypto;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who somebody is: one URI such as {@code spiffe://west.dc.r1-3f9a01bc.photon.internal/agent}.
 *
 * <p>The host carries the scope, so that name constraints in certificates can bind it; the path
 * gives the role. The grammar is strict, therefore two identities are equal exactly when their
 * texts are. Immutable and safe for use by several threads.
 */
public final class Identity {
  private static final String SCHEME = "spiffe://";
  private static final int MAX_SEGMENT = 128;
  private static final int MAX_URI = SCHEME.length() + 253 + 5 * (MAX_SEGMENT + 1);
  private static final String REGISTRY_NAME = "r1-[0-9a-f]{8}\\.photon\\.internal";
  private static final Pattern REGISTRY = Pattern.compile(REGISTRY_NAME);
  private static final String ISSUING = "ca.";
  private static final Pattern SCOPED =
      Pattern.compile("([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\\.(dc|mc)\\.(" + REGISTRY_NAME + ")");
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._-]{1," + MAX_SEGMENT + "}");

  private final String uri;
  private final Role role;
  private final String host;
  private final String registry;
  private final Optional<String> scope;
  private final List<String> path;

  private Identity(
      Role role, String host, String registry, Optional<String> scope, List<String> path) {
    this.uri = SCHEME + host + (path.isEmpty() ? "" : "/" + String.join("/", path));
    this.role = role;
    this.host = host;
    this.registry = registry;
    this.scope = scope;
    this.path = path;
  }

  /**
   * Reads the URI of an identity.
   *
   * @throws InvalidIdentityException if it is not exactly of the grammar
   */
  public static Identity parse(String uri) {
    if (uri.length() > MAX_URI) {
      throw new InvalidIdentityException(
          "identity is longer than " + MAX_URI + " characters: " + uri.length());
    }
    if (!uri.startsWith(SCHEME)) {
      throw invalid(uri, "it does not begin with " + SCHEME);
    }
    String rest = uri.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    String host = slash < 0 ? rest : rest.substring(0, slash);
    List<String> path = slash < 0 ? List.of() : List.of(rest.substring(slash + 1).split("/", -1));
    for (String segment : path) {
      if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
        throw invalid(
            uri,
            "its path has an empty segment or one with other characters than A-Z a-z 0-9 . _ -");
      }
    }
    if (REGISTRY.matcher(host).matches()) {
      return new Identity(registryRole(uri, path), host, host, Optional.empty(), path);
    }
    if (host.startsWith(ISSUING) && isRegistryName(host.substring(ISSUING.length()))) {
      String registry = host.substring(ISSUING.length());
      return new Identity(issuingRole(uri, path), host, registry, Optional.empty(), path);
    }
    Matcher scoped = SCOPED.matcher(host);
    if (!scoped.matches()) {
      throw invalid(
          uri, "its host is not a registry's name, nor a datacenter or metacenter below one");
    }
    Role role =
        scoped.group(2).equals("dc") ? datacenterRole(uri, path) : metacenterRole(uri, path);
    return new Identity(role, host, scoped.group(3), Optional.of(scoped.group(1)), path);
  }

  /** The root of a registry's hierarchy. */
  public static Identity registryAuthority(String registry) {
    return parse(SCHEME + registry);
  }

  /** The authority that signs in the root's place, where the root is kept offline. */
  public static Identity issuingAuthority(String registry) {
    return parse(SCHEME + ISSUING + registry);
  }

  /** The registry itself, as a server. */
  public static Identity registry(String registry) {
    return parse(SCHEME + registry + "/registry");
  }

  /** An account at a registry. */
  public static Identity account(String registry, String id) {
    return parse(SCHEME + registry + "/account/" + id);
  }

  /** The certificate authority of a datacenter. */
  public static Identity datacenterAuthority(String registry, String datacenter) {
    return parse(SCHEME + datacenter + ".dc." + registry);
  }

  /** The agent of a datacenter. */
  public static Identity agent(String registry, String datacenter) {
    return parse(SCHEME + datacenter + ".dc." + registry + "/agent");
  }

  /** The certificate authority of a metacenter. */
  public static Identity metacenterAuthority(String registry, String metacenter) {
    return parse(SCHEME + metacenter + ".mc." + registry);
  }

  /** A metacenter. */
  public static Identity metacenter(String registry, String metacenter) {
    return parse(SCHEME + metacenter + ".mc." + registry + "/metacenter");
  }

  /** Somebody who was given access to a metacenter. */
  public static Identity metacenterAccount(String registry, String metacenter, String id) {
    return parse(SCHEME + metacenter + ".mc." + registry + "/account/" + id);
  }

  /** One side of the tunnel that carries a service of a metacenter to or from a datacenter. */
  public static Identity serviceConnection(
      String registry, String metacenter, String service, String datacenter) {
    return parse(
        SCHEME + metacenter + ".mc." + registry + "/service/" + service + "/" + datacenter);
  }

  /** Whether a text is the name of a registry, for example {@code r1-3f9a01bc.photon.internal}. */
  public static boolean isRegistryName(String text) {
    return REGISTRY.matcher(text).matches();
  }

  /** What the holder is. */
  public Role role() {
    return role;
  }

  /** The whole text. */
  public String uri() {
    return uri;
  }

  /** The host in the URI; servers answer to this name (it is what a client asks by SNI). */
  public String host() {
    return host;
  }

  /** The name of the registry that this identity belongs to. */
  public String registry() {
    return registry;
  }

  /** The label of the datacenter or metacenter; empty for the registry and its accounts. */
  public Optional<String> scope() {
    return scope;
  }

  /** The id of an account at the registry or at a metacenter; empty for everybody else. */
  public Optional<String> account() {
    return role == Role.ACCOUNT || role == Role.METACENTER_ACCOUNT
        ? Optional.of(path.get(1))
        : Optional.empty();
  }

  /** The service that a service connection carries; empty for everybody else. */
  public Optional<String> service() {
    return role == Role.SERVICE_CONNECTION ? Optional.of(path.get(1)) : Optional.empty();
  }

  /** The datacenter at this side of a service connection; empty for everybody else. */
  public Optional<String> connectedDatacenter() {
    return role == Role.SERVICE_CONNECTION ? Optional.of(path.get(2)) : Optional.empty();
  }

  /**
   * Whether an authority may sign certificates for this identity. A root is signed by itself, and a
   * registry's next root by the one before.
   */
  public boolean isIssuedBy(Identity authority) {
    return switch (role) {
      case REGISTRY_AUTHORITY, ISSUING_AUTHORITY -> authority.uri.equals(SCHEME + registry);
      case REGISTRY, ACCOUNT, DATACENTER_AUTHORITY, METACENTER_AUTHORITY ->
          authority.isOverRegistry() && authority.registry.equals(registry);
      case AGENT, METACENTER, METACENTER_ACCOUNT, SERVICE_CONNECTION ->
          authority.uri.equals(SCHEME + host);
    };
  }

  /** Whether it signs for a registry as a whole: its root, or who signs in the root's place. */
  public boolean isOverRegistry() {
    return role == Role.REGISTRY_AUTHORITY || role == Role.ISSUING_AUTHORITY;
  }

  /**
   * The authority that what belongs to this identity hangs on: of a datacenter or metacenter its
   * own, of everything else the registry's root.
   */
  public Identity scopeAuthority() {
    return scope.isPresent() ? parse(SCHEME + host) : registryAuthority(registry);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Identity that && uri.equals(that.uri);
  }

  @Override
  public int hashCode() {
    return uri.hashCode();
  }

  /** The URI. */
  @Override
  public String toString() {
    return uri;
  }

  private static Role registryRole(String uri, List<String> path) {
    if (path.isEmpty()) {
      return Role.REGISTRY_AUTHORITY;
    }
    if (path.equals(List.of("registry"))) {
      return Role.REGISTRY;
    }
    if (path.size() == 2 && path.get(0).equals("account")) {
      return Role.ACCOUNT;
    }
    throw invalid(uri, "its path is none of a registry's: /registry, /account/ID");
  }

  private static Role issuingRole(String uri, List<String> path) {
    if (path.isEmpty()) {
      return Role.ISSUING_AUTHORITY;
    }
    throw invalid(uri, "an authority that signs for a registry has no path");
  }

  private static Role datacenterRole(String uri, List<String> path) {
    if (path.isEmpty()) {
      return Role.DATACENTER_AUTHORITY;
    }
    if (path.equals(List.of("agent"))) {
      return Role.AGENT;
    }
    throw invalid(uri, "its path is none of a datacenter's: /agent");
  }

  private static Role metacenterRole(String uri, List<String> path) {
    if (path.isEmpty()) {
      return Role.METACENTER_AUTHORITY;
    }
    if (path.equals(List.of("metacenter"))) {
      return Role.METACENTER;
    }
    if (path.size() == 2 && path.get(0).equals("account")) {
      return Role.METACENTER_ACCOUNT;
    }
    if (path.size() == 3 && path.get(0).equals("service")) {
      return Role.SERVICE_CONNECTION;
    }
    throw invalid(
        uri,
        "its path is none of a metacenter's: /metacenter, /account/ID, /service/NAME/DATACENTER");
  }

  private static InvalidIdentityException invalid(String uri, String why) {
    return new InvalidIdentityException("'" + Text.printable(uri) + "' is no identity: " + why);
  }
}
