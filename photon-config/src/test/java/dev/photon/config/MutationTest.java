package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * A file that is almost right: any damage is a typed result within bounds and the same each time,
 * no damage makes a service vanish in silence, and none brings out a secret.
 */
class MutationTest {
  private static final String GOOD =
      """
      version: "0.1"
      x-shared: &env
        TOKEN: hunter2
      services:
        db:
          image: postgres
          env:
            - PASSWORD=hunter2
            - "USER=hunter2"
          expose:
            - {port: 5432, to: [{service: web, global: true}]}
        web:
          image: web:1
          env: *env
          depends-on: [db]
          args: [--port, 80, "${TOKEN}", "${NONE:-default}"]
          health: {http: /, interval: 5s}
          update: {parallel: 2, on-failure: pause}
          expose:
            - port: 80
              to:
                - global: true
        flow: {image: flow, env: {TOKEN: hunter2, MORE: 'hunter2', ALSO: "${TOKEN}"}}
      deployment:
        datacenters:
          here:
            region: local
            profiles:
              small:
                qos: {cpu: 0.5, memory: 256MiB, disk: 1GiB, lifetime: short}
                pricing: {max-price: 0.12 USD}
        services:
          db: {here: {profile: small}}
          web: {here: {profile: small, nodes: {min: 1, max: 2, target-cpu: 70}}}
          flow: {here: {profile: small}}
      notifications:
        - name: chat
          type: webhook
          url: https://example.com/hunter2
          secret: hunter2
        - {name: other, type: webhook, url: "https://example.com/hunter2", secret: hunter2}
      """;

  private static final int SERVICES = 3;

  private static final ConfigLoader LOADER =
      ConfigLoader.standard()
          .withVariables(new Variables(Map.of("TOKEN", "hunter2"), Map.of(), Map.of()));

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void theFileItselfIsGood() {
    Loaded<DeploymentConfig> loaded = LOADER.load("good", GOOD);
    assertThat(loaded.diagnostics()).isEmpty();
    assertThat(loaded.value().orElseThrow().services()).hasSize(SERVICES);
  }

  @Test
  void everyPrefixEndsInATypedResult() {
    for (int length = 0; length < GOOD.length(); length++) {
      load(GOOD.substring(0, length));
    }
  }

  @Test
  void everyChangedByteEndsInATypedResult() {
    byte[] likely = "\n\t :-#{}[]'\"&*!|>%@`,=$\\~x0\0".getBytes(StandardCharsets.UTF_8);
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = good.clone();
      for (int changes = seed % 4 == 0 ? 2 : 1; changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean()
                ? likely[random.nextInt(likely.length)]
                : (byte) random.nextInt(256);
      }
      load(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @Property(tries = 2_000, seed = "1", shrinking = ShrinkingMode.OFF)
  void everyLineDoubledLostOrIndentedAnewEndsInATypedResult(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(GOOD.lines().toList());
    int changes = 1 + random.nextInt(2);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      switch (random.nextInt(4)) {
        case 0 -> lines.add(at, line);
        case 1 -> lines.remove(at);
        case 2 -> lines.set(at, " ".repeat(1 + random.nextInt(4)) + line);
        default -> lines.set(at, line.replaceFirst("^ {1,4}", ""));
      }
    }
    load(String.join("\n", lines));
  }

  private static void load(String text) {
    long bytes = allocated();
    long nanos = System.nanoTime();
    Loaded<DeploymentConfig> loaded = LOADER.load("mutant", text);
    assertThat(System.nanoTime() - nanos).as(text).isLessThan(1_000_000_000);
    assertThat(allocated() - bytes).as(text).isLessThan(64 << 20);

    Optional<String> print = loaded.value().map(ConfigPrinter::print);
    Loaded<DeploymentConfig> again = LOADER.load("mutant", text);
    assertThat(again.diagnostics()).isEqualTo(loaded.diagnostics());
    assertThat(again.value().map(ConfigPrinter::print)).isEqualTo(print);

    boolean fewer = loaded.value().filter(c -> c.services().size() < SERVICES).isPresent();
    assertThat(fewer && loaded.diagnostics().isEmpty()).as(text).isFalse();
    for (Diagnostic diagnostic : loaded.diagnostics()) {
      String told = DiagnosticFormat.format(diagnostic) + diagnostic.fix();
      assertThat(told).as(text).doesNotContain("hunter2");
    }
  }

  private static long allocated() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }
}
