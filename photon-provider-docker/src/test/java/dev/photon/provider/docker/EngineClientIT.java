package dev.photon.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class EngineClientIT {
  private static final Map<String, String> LABELS =
      Map.of("dev.photon.test", "EngineClientIT-" + ProcessHandle.current().pid());

  private final EngineClient engine = TestEngine.client();

  @BeforeEach
  void image() {
    TestEngine.image();
  }

  @AfterEach
  void sweep() {
    TestEngine.sweep(LABELS);
    engine.close();
  }

  @Test
  void aContainerIsCreatedStartedReadStoppedAndRemoved() throws EngineException {
    String id = engine.createContainer("photon-it-" + System.nanoTime(), config("greeter"));
    assertThat(engine.listContainers(LABELS))
        .singleElement()
        .satisfies(c -> assertThat(c.path("State").asString()).isEqualTo("created"));

    engine.startContainer(id);
    engine.startContainer(id); // Again: no effect.
    assertThat(firstLogs(id)).contains("listening on port 8080");

    engine.stopContainer(id, Duration.ofSeconds(5));
    assertThat(engine.inspectContainer(id).orElseThrow().at("/State/ExitCode").asInt())
        .isEqualTo(143);

    engine.removeContainer(id);
    assertThat(engine.inspectContainer(id)).isEmpty();
    assertThatThrownBy(() -> engine.removeContainer(id))
        .isInstanceOfSatisfying(EngineException.class, e -> assertThat(e.isNotFound()).isTrue());
  }

  @Test
  void eventsComeAsTheyHappen() throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    try (EngineStream events = engine.events(LABELS)) {
      Thread reader =
          new Thread(
              () -> {
                try {
                  first.complete(events.source().readUtf8Line());
                } catch (Exception e) {
                  first.completeExceptionally(e);
                }
              });
      reader.start();
      engine.createContainer("photon-it-" + System.nanoTime(), config("greeter"));
      assertThat(first.get(10, TimeUnit.SECONDS)).contains("\"create\"");
    }
  }

  @Test
  void anImageThatIsNowhereIsReportedInTheEnginesOwnWords() throws EngineException {
    ImageReference none = ImageReference.parse("photon-no-such-image:1");
    assertThat(engine.inspectImage(none.toString())).isEmpty();
    ObjectNode config = config("x").put("Image", none.toString());
    assertThatThrownBy(() -> engine.createContainer("photon-it-" + System.nanoTime(), config))
        .isInstanceOfSatisfying(EngineException.class, e -> assertThat(e.isNotFound()).isTrue())
        .hasMessageContaining("No such image");
  }

  @Test
  void anEngineThatIsNotThereIsSaidSo() {
    try (EngineClient nobody = new EngineClient(new EngineAddress.Unix(Path.of("/no/such.sock")))) {
      assertThatThrownBy(nobody::info)
          .isInstanceOfSatisfying(
              EngineException.class,
              e -> assertThat(e.status()).isEqualTo(EngineException.NO_ANSWER))
          .hasMessageContaining("no Docker Engine answers at unix:///no/such.sock");
    }
  }

  private ObjectNode config(String mode) {
    ObjectNode config = EngineClient.object().put("Image", TestEngine.IMAGE);
    config.putArray("Cmd").add(mode);
    ObjectNode labels = config.putObject("Labels");
    LABELS.forEach(labels::put);
    return config;
  }

  private String firstLogs(String id) throws EngineException {
    try (EngineStream logs = engine.logs(id, 100, true)) {
      okio.BufferedSource source = logs.source();
      source.skip(8);
      return source.readString(source.indexOf((byte) '\n'), StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
