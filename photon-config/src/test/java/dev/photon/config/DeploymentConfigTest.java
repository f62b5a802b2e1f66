package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** What a deployment is as a value: its hash, and how programs make one. */
class DeploymentConfigTest {
  @Provide
  Arbitrary<DeploymentConfig> deployments() {
    return Deployments.any();
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void theHashDoesNotSeeHowItIsWritten(@ForAll("deployments") DeploymentConfig config) {
    String hash = config.hash();
    ConfigLoader loader = ConfigLoader.standard();

    assertThat(hash).matches("sha256:[0-9a-f]{64}");
    assertThat(loader.load("print", ConfigPrinter.print(config)).value().orElseThrow().hash())
        .isEqualTo(hash);
    String json = ConfigPrinter.printJson(config);
    if (json.lines().allMatch(line -> line.length() <= TextLimits.LONGEST_LINE)) {
      assertThat(loader.load("json", json).value()).contains(config);
    }
    assertThat(shuffled(config).hash()).isEqualTo(hash);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void differentDeploymentsHaveDifferentHashes(
      @ForAll("deployments") DeploymentConfig a, @ForAll("deployments") DeploymentConfig b) {
    assertThat(a.hash().equals(b.hash())).isEqualTo(shuffledIsEqual(a, b));
  }

  private static boolean shuffledIsEqual(DeploymentConfig a, DeploymentConfig b) {
    return CanonicalForm.of(a).equals(CanonicalForm.of(b));
  }

  /** The same in another order, wherever the order means nothing. */
  private static DeploymentConfig shuffled(DeploymentConfig config) {
    Random random = new Random(1);
    Map<ServiceName, Service> services = new LinkedHashMap<>();
    for (Service s : shuffled(config.services().values(), random)) {
      services.put(
          s.name(),
          new Service(
              s.name(),
              s.image(),
              s.args(),
              s.env(),
              shuffled(s.dependsOn(), random),
              shuffled(s.exposes(), random),
              s.health(),
              s.update()));
    }
    return new DeploymentConfig(
        services,
        config.datacenters(),
        config.placements(),
        shuffled(config.notifications(), random));
  }

  private static <T> List<T> shuffled(Iterable<T> items, Random random) {
    List<T> list = new ArrayList<>();
    items.forEach(list::add);
    Collections.shuffle(list, random);
    return list;
  }

  /** If this changes, every hash that somebody keeps is worth nothing. */
  @Test
  void theHashOfADeploymentStaysWhatItIs() {
    DeploymentConfig shop =
        DeploymentConfig.builder()
            .service("db", "postgres:16", s -> s.env("PASSWORD", "é\n").expose(5432, "web"))
            .service("web", "shop:3", s -> s.args("-v").dependsOn("db").exposeToAnyone(80))
            .datacenter(
                "west", Region.US_WEST, d -> d.profile("small", "0.5", "96MiB", "1GiB", "0.12"))
            .place("db", "west", "small", 1)
            .place("web", "west", "small", 3)
            .email("ops", "ops@example.com", EventType.CLUSTER_DOWN)
            .webhook("chat", "https://example.com/hook", Optional.of(Secret.of("s")))
            .build();
    assertThat(shop.hash())
        .isEqualTo("sha256:c26cc928f793c70671df068df2345ac30085aa41b3466ab35932896699be47c2");
  }

  @Test
  void theBuilderRefusesWhatNoFileCouldSay() {
    assertThatThrownBy(() -> DeploymentConfig.builder().service("Web_1", "web", s -> {}))
        .hasMessageContaining("service name must be a DNS label");
    assertThatThrownBy(
            () -> DeploymentConfig.builder().service("web", "web", s -> s.dependsOn("db")).build())
        .hasMessage("no such service: db");
    assertThatThrownBy(
            () ->
                DeploymentConfig.builder()
                    .service("web", "web", s -> s.expose(80).expose(80))
                    .build())
        .hasMessageContaining("a port is exposed twice: 80");
    assertThatThrownBy(
            () ->
                DeploymentConfig.builder()
                    .datacenter("a", Region.LOCAL, d -> d.profile("p", "0", "1GiB", "1GiB")))
        .hasMessageContaining("too little cpu");
    assertThatThrownBy(
            () ->
                DeploymentConfig.builder()
                    .service("web", "web", s -> {})
                    .service("web", "web", s -> {}))
        .hasMessageContaining("two services web");
    assertThatThrownBy(
            () ->
                DeploymentConfig.builder()
                    .service("web", "web", s -> {})
                    .place("web", "nowhere", "p", 1)
                    .build())
        .hasMessage("no such datacenter: nowhere");
  }
}
