package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The records and the small formats in them. */
class ValuesTest {
  private static final ServiceName WEB = ServiceName.of("web");

  @ParameterizedTest
  @CsvSource({
    "0.12, 120000, 0.12",
    "0.12 USD, 120000, 0.12",
    "10, 10000000, 10",
    "0, 0, 0",
    "1.500000, 1500000, 1.5",
    "0.000001, 1, 0.000001",
    "9223372036854.775807, 9223372036854775807, 9223372036854.775807"
  })
  void prices(String text, long microDollars, String canonical) {
    assertThat(Price.parse(text)).isEqualTo(new Price(microDollars));
    assertThat(new Price(microDollars).text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "free",
        "-1",
        "+1",
        ".5",
        "1.",
        "1e3",
        "1,5",
        "0.1234567",
        "1 EUR",
        "$1",
        "9223372036854.775808",
        "99999999999999",
        "0.12USD",
        "٣"
      })
  void pricesThatAreNone(String text) {
    assertThatThrownBy(() -> Price.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1000, 1",
    "0.5, 500, 500m",
    "500m, 500, 500m",
    "0.001, 1, 1m",
    "2.50, 2500, 2500m"
  })
  void processors(String text, long milli, String canonical) {
    assertThat(Quantity.milliCpu(text)).isEqualTo(milli);
    assertThat(Quantity.milliCpuText(milli)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "512MiB, 536870912, 512MiB",
    "512Mi, 536870912, 512MiB",
    "1 GiB, 1073741824, 1GiB",
    "1.5Gi, 1610612736, 1536MiB",
    "2TiB, 2199023255552, 2TiB",
    "3GB, 3000000000, 3GB",
    "0.5MB, 500000, 0.5MB",
    "1gb, 1000000000, 1GB",
    "1Gib, 1073741824, 1GiB"
  })
  void sizes(String text, long bytes, String canonical) {
    assertThat(Quantity.bytes(text).value()).isEqualTo(bytes);
    assertThat(Quantity.bytesText(bytes)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "a", "0", "a-b", "a--b", "1a"})
  void names(String text) {
    assertThat(ServiceName.of(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "A", "a_b", "a.b", "ü", "a b", "x-ray", "a\n"})
  void namesThatAreNone(String text) {
    assertThatThrownBy(() -> ServiceName.of(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DatacenterName.of(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ProfileName.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void wordsAreSpelledAsInFiles() {
    assertThat(Region.US_WEST.text()).isEqualTo("us-west");
    assertThat(EventType.CLUSTER_NODE_CREATED.text()).isEqualTo("cluster.node.created");
    assertThat(Lifetime.MEDIUM.text()).isEqualTo("medium");
    assertThat(Lifetime.LONG.satisfies(Lifetime.SHORT)).isTrue();
    assertThat(Lifetime.SHORT.satisfies(Lifetime.MEDIUM)).isFalse();
  }

  @Test
  void resourcesRefuseToOverflow() {
    Resources most = new Resources(Long.MAX_VALUE, 1, 1);
    assertThat(new Resources(1, 2, 3).plus(new Resources(1, 1, 1)).times(2))
        .isEqualTo(new Resources(4, 6, 8));
    assertThatThrownBy(() -> most.plus(most)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> most.times(2)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> most.times(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingPrintsItsSecrets() {
    Service service =
        new Service(WEB, "web", List.of(), Map.of("KEY", "hunter2"), List.of(), List.of());
    NotificationTarget target =
        new NotificationTarget(
            "chat",
            "webhook",
            Set.of(),
            Map.of("url", "https://example.com/hunter2"),
            Optional.of(Secret.of("hunter2")));
    DeploymentConfig config =
        new DeploymentConfig(Map.of(WEB, service), Map.of(), Map.of(), List.of(target));

    assertThat(config.toString()).contains("KEY", "url").doesNotContain("hunter2");
    assertThat(Secret.of("hunter2")).hasToString("***").isEqualTo(Secret.of("hunter2"));
    assertThat(target.events()).containsExactly(EventType.values());
  }

  @Test
  void aDeploymentThatCannotBeIsRefused() {
    ServiceName db = ServiceName.of("db");
    Service a = new Service(WEB, "web", List.of(), Map.of(), List.of(db), List.of());
    Service b = new Service(db, "db", List.of(), Map.of(), List.of(WEB), List.of());
    assertThatThrownBy(() -> new DeploymentConfig(Map.of(WEB, a), Map.of(), Map.of(), List.of()))
        .hasMessage("no such service: db");
    assertThatThrownBy(
            () -> new DeploymentConfig(Map.of(WEB, a, db, b), Map.of(), Map.of(), List.of()))
        .hasMessageStartingWith("services wait for each other: ");
    assertThatThrownBy(() -> new Expose(0, Protocol.TCP, OptionalInt.empty(), List.of()))
        .hasMessage("port must be 1 to 65535: 0");
  }

  @Test
  void copiesAreImmutableAndKeepTheOrder() {
    Loaded<DeploymentConfig> loaded =
        ConfigLoader.standard()
            .load("a", "version: 0.1\nservices:\n  z: {image: z}\n  a: {image: a}\n");
    Map<ServiceName, Service> services = loaded.value().orElseThrow().services();
    assertThat(services.keySet()).containsExactly(ServiceName.of("z"), ServiceName.of("a"));
    assertThatThrownBy(() -> services.remove(WEB))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
