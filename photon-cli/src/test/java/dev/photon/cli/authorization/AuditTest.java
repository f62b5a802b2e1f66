package dev.photon.cli.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.EventType;
import dev.photon.core.client.RememberedDeployment;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.HostReport;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revision;
import dev.photon.spi.api.Revoking;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is refused, and for whatever reason, is one line of the audit log: who, what and why.
 * That refusals by role are is shown beside the table.
 */
@Timeout(120)
class AuditTest {
  private static final String SECRET = Rows.SECRET;

  @TempDir private Path folder;

  private record Refused(String call, String reason, Runnable attempt) {}

  @Test
  void eachRefusalIsOneLineWithNothingOfTheRequest() throws Exception {
    try (Realm realm = new Realm(folder)) {
      RememberedDeployment shop = realm.deployment(realm.ada, "shop");
      Credentials ada = realm.client.credentials(realm.ada);
      Credentials owner =
          realm
              .authority(shop.id())
              .issueOwn(
                  Identity.metacenterAccount(
                      realm.name(), shop.id().value(), realm.ada.id().value()));
      try (Transport account = transport(realm, ada);
          Transport access = transport(realm, owner);
          Audit audit = Audit.listen()) {
        RegistryApi registry = account.connect(realm.registry.endpoint(), RegistryApi.class);
        MetacenterApi metacenter = access.connect(shop.endpoint(), MetacenterApi.class);
        registry(registry).forEach(refused -> assertLine(audit, ada, refused));
        metacenter(metacenter).forEach(refused -> assertLine(audit, owner, refused));
        assertThat(audit.lines()).isEmpty();
      }
    }
  }

  private static Transport transport(Realm realm, Credentials own) {
    return realm.transports.open(
        new TransportProvider.Context(
            CredentialsSource.of(own), Realm.CLOCK, Duration.ofSeconds(20)));
  }

  private static List<Refused> registry(RegistryApi api) {
    RequestKey key = new RequestKey(SECRET);
    Revoking token = new Revoking(SECRET, Optional.of(SECRET));
    Revoking own = new Revoking(SECRET, Optional.empty());
    DatacenterId unknown = new DatacenterId(SECRET);
    var report = new HostReport(Optional.of(SECRET), Endpoint.of(SECRET, 1), List.of());
    var nowhere = new HostReport(Optional.empty(), Endpoint.of(SECRET, 0), List.of());
    return List.of(
        new Refused(
            "datacenterRevoke",
            "wrong-operator-token",
            () -> api.datacenterRevoke(key, unknown, token)),
        new Refused("datacenterRevoke", "not-found", () -> api.datacenterRevoke(key, unknown, own)),
        new Refused(
            "metacenterRevoke",
            "not-found",
            () -> api.metacenterRevoke(key, new DeploymentId(SECRET), own)),
        new Refused(
            "metacenterHostUpdate", "wrong-enrol-token", () -> api.metacenterHostUpdate(report)),
        new Refused(
            "metacenterHostUpdate", "out-of-bounds", () -> api.metacenterHostUpdate(nowhere)));
  }

  private static List<Refused> metacenter(MetacenterApi api) {
    RequestKey key = new RequestKey(SECRET);
    Revision wrong = new Revision("version: \"0.1\"\nservices: {web: {" + SECRET + ": 1}}\n");
    Revision good = new Revision(Rows.DOCUMENT);
    Optional<String> target = Optional.of(SECRET + "-2");
    return List.of(
        new Refused("update", "invalid-document", () -> api.update(key, wrong)),
        new Refused(
            "notifyTargets",
            "no-such-notification",
            () -> {
              api.update(new RequestKey(SECRET + "-3"), good);
              api.notifyTargets(key, target, EventType.DEPLOY_BEGIN);
            }));
  }

  private static void assertLine(Audit audit, Credentials who, Refused refused) {
    ApiException answer = catchThrowableOfType(ApiException.class, () -> refused.attempt().run());
    assertThat(answer).isNotNull();
    assertThat(answer.reason()).isEqualTo(refused.reason());
    List<String> lines = audit.taken(refused.call(), who.identity().uri());
    assertThat(lines).as("of %s", answer).hasSize(1);
    assertThat(lines.get(0)).contains(": " + refused.reason()).doesNotContain(SECRET);
  }
}
