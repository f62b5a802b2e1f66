package dev.photon.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.spi.BackendException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineClientTest {
  @ParameterizedTest
  @CsvSource({"1.41, 1.12, v1.41", "1.99, 1.24, v1.47", "1.60, 1.50, v1.50"})
  void bothSidesSpeakAVersionThatBothKnow(String newest, String oldest, String spoken)
      throws Exception {
    try (FakeEngine fake = new FakeEngine(newest, oldest);
        EngineClient client = new EngineClient(fake.address())) {
      fake.answer("/info", 200, "{\"NCPU\":3}");
      assertThat(client.info().path("NCPU").asInt()).isEqualTo(3);
      client.info();
      assertThat(fake.asked())
          .containsExactly("/version", "/" + spoken + "/info", "/" + spoken + "/info");
    }
  }

  @ParameterizedTest
  @CsvSource({"1.39, update Docker", "soon, is not an API version"})
  void anEngineTooOldOrTooStrangeIsRefused(String newest, String message) throws Exception {
    try (FakeEngine fake = new FakeEngine(newest, "1.12");
        EngineClient client = new EngineClient(fake.address())) {
      assertThat(failure(client::info)).hasMessageContaining(message);
    }
  }

  @Test
  void refusalsKeepTheEnginesWordsAndSayWhatToDo() throws Exception {
    try (FakeEngine fake = new FakeEngine("1.41", "1.12");
        EngineClient client = new EngineClient(fake.address())) {
      refuse(fake, 500, "{\"message\":\"no space left on device\"}");
      assertThat(EngineErrors.kind(failure(() -> client.startContainer("c"))))
          .isEqualTo(Kind.NO_CAPACITY);
      refuse(fake, 400, "{\"message\":\"OCI runtime create failed: exec: no such file\"}");
      assertThat(EngineErrors.kind(failure(() -> client.startContainer("c"))))
          .isEqualTo(Kind.INVALID);
      refuse(fake, 409, "{\"message\":\"name is in use\"}");
      assertThat(EngineErrors.wrap("start x", failure(() -> client.startContainer("c"))))
          .hasMessage("start x: name is in use");
      refuse(fake, 503, "<html>busy</html>");
      EngineException busy = failure(() -> client.startContainer("c"));
      assertThat(busy).hasMessage("<html>busy</html>");
      assertThat(EngineErrors.kind(busy)).isEqualTo(Kind.UNAVAILABLE);
    }
  }

  @Test
  void anAnswerThatIsNoListIsNoEmptyList() throws Exception {
    try (FakeEngine fake = new FakeEngine("1.41", "1.12");
        EngineClient client = new EngineClient(fake.address())) {
      for (String body : new String[] {"{}", "", "[{\"Id\":\"half", "null"}) {
        fake.answer("/containers/json", 200, body);
        assertThat(EngineErrors.kind(failure(() -> client.listContainers(Map.of()))))
            .as(body)
            .isEqualTo(Kind.UNAVAILABLE);
      }
    }
  }

  @Test
  void aPullThatFailsHalfWayIsARefusal() throws Exception {
    try (FakeEngine fake = new FakeEngine("1.41", "1.12");
        EngineClient client = new EngineClient(fake.address())) {
      fake.answer(
          "/images/create", 200, "{\"status\":\"Pulling\"}\n{\"error\":\"manifest unknown\"}\n");
      ImageReference image = ImageReference.parse("a/b:1");
      EngineException refusal = failure(() -> client.pullImage(image, Duration.ofSeconds(5)));
      assertThat(refusal).hasMessage("manifest unknown");
      assertThat(refusal.isNotFound()).isTrue();
    }
  }

  @Test
  void aWatchOutlivesItsStreams() throws Exception {
    try (FakeEngine fake = new FakeEngine("1.41", "1.12");
        EngineClient client = new EngineClient(fake.address())) {
      fake.answer("/events", 200, "{}\n"); // One event, then the stream ends.
      Semaphore hints = new Semaphore(0);
      EventWatch watch = EventWatch.open(client, Map.of("a", "b"), hints::release);
      assertThat(hints.tryAcquire(6, 20, TimeUnit.SECONDS)).as("hints of three streams").isTrue();
      watch.close();
      watch.close();
    }
  }

  @Test
  void aCallThatIsInterruptedSaysSoAndKeepsTheMark() throws Exception {
    try (FakeEngine fake = new FakeEngine("1.41", "1.12");
        EngineClient client = new EngineClient(fake.address())) {
      Thread.currentThread().interrupt();
      EngineException failure = failure(client::info);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure).hasMessageContaining("was not waited for (interrupted)");
    }
  }

  @Test
  void framesOfOutputBecomeText() throws IOException {
    Buffer frames = new Buffer();
    frames.writeByte(1).write(new byte[3]).writeInt(3).writeUtf8("one");
    frames.writeByte(2).write(new byte[3]).writeInt(3).writeUtf8("two");
    assertThat(LogFrames.text(frames.copy(), 100)).isEqualTo("onetwo");
    assertThat(LogFrames.text(frames.copy(), 4)).isEqualTo("onet");
    assertThat(LogFrames.text(new Buffer(), 4)).isEmpty();
  }

  private static void refuse(FakeEngine fake, int status, String body) {
    fake.answer("/start", status, body);
  }

  private interface EngineCall {
    void make() throws EngineException;
  }

  private static EngineException failure(EngineCall call) {
    EngineException failure = catchThrowableOfType(EngineException.class, call::make);
    assertThat(failure).isNotNull();
    return failure;
  }
}
