package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** A file that is almost right: any damage is a typed result, and no damage brings out a secret. */
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
          args: [--port, 80]
          expose:
            - port: 80
              to:
                - global: true
        flow: {image: flow, env: {TOKEN: hunter2, MORE: 'hunter2'}}
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
          web: {here: {profile: small, nodes: 2}}
          flow: {here: {profile: small}}
      notifications:
        - name: chat
          type: webhook
          url: https://example.com/hunter2
          secret: hunter2
        - {name: other, type: webhook, url: "https://example.com/hunter2", secret: hunter2}
      """;

  @Test
  void theFileItselfIsGood() {
    assertThat(ConfigLoader.standard().load("good", GOOD).diagnostics()).isEmpty();
  }

  @Test
  void everyPrefixEndsInATypedResult() {
    for (int length = 0; length < GOOD.length(); length++) {
      load(GOOD.substring(0, length));
    }
  }

  @Property(tries = 2_000, seed = "1", shrinking = ShrinkingMode.OFF)
  void everyChangedByteEndsInATypedResult(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
    byte[] likely = "\n\t :-#{}[]'\"&*!|>%@`,=$\\~x0\0".getBytes(StandardCharsets.UTF_8);
    int changes = 1 + random.nextInt(2);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          random.nextBoolean() ? likely[random.nextInt(likely.length)] : (byte) random.nextInt(256);
    }
    load(new String(bytes, StandardCharsets.UTF_8));
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
    Loaded<DeploymentConfig> loaded = ConfigLoader.standard().load("mutant", text);

    loaded.value().ifPresent(ConfigPrinter::print);
    for (Diagnostic diagnostic : loaded.diagnostics()) {
      assertThat(DiagnosticFormat.format(diagnostic)).as(text).doesNotContain("hunter2");
    }
  }
}
