package dev.photon.cli.authorization;

import dev.photon.core.client.DeploymentName;
import dev.photon.core.client.RememberedDeployment;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Trust;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Right;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everybody who could call, each with the certificate to it: the columns of the table. */
final class Cast implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Realm realm;
  private final Map<String, List<Caller>> columns = new LinkedHashMap<>();

  /** Somebody with a connection, and who that claims to be. */
  record Caller(String who, Transport transport) {}

  /**
   * Gathers them.
   *
   * @param shop of ada's; carl is let operate it, dora look at it
   * @param blog of bob's
   */
  Cast(Realm realm, RememberedDeployment shop, RememberedDeployment blog) throws Exception {
    this.realm = realm;
    String name = realm.name();
    CertificateAuthority root = realm.root();
    invite(shop, "carl@example.com", Right.OPERATE);
    invite(shop, "dora@example.com", Right.VIEW);
    column("nobody", Optional.empty());
    column("registry", root.issueOwn(Identity.registry(name)));
    column("host", realm.client.credentials(realm.ops));
    column("other", realm.client.credentials(realm.bob));
    column("agent'", agent("east", realm.east.id().value()));
    column("agent", agent("west", realm.west.id().value()));
    column("metac.'", metacenter(blog.id()));
    column("metac.", metacenter(shop.id()));
    column("access'", access(blog.id(), realm.bob.id().value()));
    column("viewer", access(shop.id(), id("dora@example.com")));
    column("operator", access(shop.id(), id("carl@example.com")));
    column(
        "service",
        realm
            .authority(shop.id())
            .issueOwn(Identity.serviceConnection(name, shop.id().value(), "db", "west")));
    column("foreign", foreign(shop.id()));
    column("owner", access(shop.id(), realm.ada.id().value()));
    column("account", realm.client.credentials(realm.ada));
  }

  private void invite(RememberedDeployment shop, String email, Right right) throws Exception {
    var invitation = realm.client.invite(shop, email, right, Duration.ofHours(1));
    String name = email.substring(0, email.indexOf('@'));
    var unused =
        realm.client.accept(
            realm.account(email), invitation, Optional.of(new DeploymentName(name)));
  }

  private String id(String email) throws Exception {
    return realm.account(email).id().value();
  }

  private Credentials agent(String server, String id) throws Exception {
    return realm.authority(server).issueOwn(Identity.agent(realm.name(), id));
  }

  private Credentials metacenter(DeploymentId id) throws Exception {
    return realm.authority(id).issueOwn(Identity.metacenter(realm.name(), id.value()));
  }

  private Credentials access(DeploymentId id, String account) throws Exception {
    return realm
        .authority(id)
        .issueOwn(Identity.metacenterAccount(realm.name(), id.value(), account));
  }

  /** One of each role, with the ids of this registry, by another one. */
  private List<Credentials> foreign(DeploymentId shop) throws Exception {
    var random = new SecureRandom();
    CertificateAuthority root = CertificateAuthority.createRoot(Realm.CLOCK, random);
    String name = root.registry();
    String ada = realm.ada.id().value();
    String west = realm.west.id().value();
    List<Credentials> all = new ArrayList<>();
    all.add(root.issueOwn(Identity.account(name, ada)));
    all.add(root.issueOwn(Identity.registry(name)));
    all.add(
        below(root, Identity.datacenterAuthority(name, west)).issueOwn(Identity.agent(name, west)));
    CertificateAuthority metacenter = below(root, Identity.metacenterAuthority(name, shop.value()));
    all.add(metacenter.issueOwn(Identity.metacenter(name, shop.value())));
    all.add(metacenter.issueOwn(Identity.metacenterAccount(name, shop.value(), ada)));
    all.add(metacenter.issueOwn(Identity.serviceConnection(name, shop.value(), "db", "west")));
    return all;
  }

  private static CertificateAuthority below(CertificateAuthority root, Identity identity)
      throws Exception {
    return CertificateAuthority.open(root.issueOwn(identity), Realm.CLOCK, new SecureRandom());
  }

  private void column(String name, Credentials credentials) throws Exception {
    column(name, Optional.of(credentials));
  }

  private void column(String name, Optional<Credentials> credentials) throws Exception {
    columns.put(name, List.of(caller(credentials)));
  }

  private void column(String name, List<Credentials> credentials) throws Exception {
    List<Caller> callers = new ArrayList<>();
    for (Credentials each : credentials) {
      callers.add(caller(Optional.of(each)));
    }
    columns.put(name, callers);
  }

  /** All trust this registry's root: what is refused is refused by the server. */
  private Caller caller(Optional<Credentials> own) throws Exception {
    Trust trust = Trust.root(realm.root().credentials().root());
    CredentialsSource source =
        new CredentialsSource() {
          @Override
          public Optional<Credentials> own(Optional<String> serverName) {
            return own;
          }

          @Override
          public Trust trust() {
            return trust;
          }
        };
    return new Caller(
        own.map(o -> o.identity().uri()).orElse("nobody"),
        realm.transports.open(new TransportProvider.Context(source, Realm.CLOCK, DEADLINE)));
  }

  /** The first of a column. */
  Caller the(String column) {
    return Optional.ofNullable(columns.get(column)).orElseThrow().get(0);
  }

  /** By column, in order; who may do most comes last. */
  Map<String, List<Caller>> columns() {
    return columns;
  }

  @Override
  public void close() {
    columns.values().forEach(all -> all.forEach(c -> c.transport().close()));
  }
}
