package dev.photon.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressTest {
  @Test
  void theMachinesOwnEngineIsTheDefault() {
    EngineAddress own = new EngineAddress.Unix(Path.of("/var/run/docker.sock"));
    assertThat(EngineAddress.ofEnvironment(Map.of())).isEqualTo(own);
    assertThat(EngineAddress.ofEnvironment(Map.of("DOCKER_HOST", ""))).isEqualTo(own);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"unix:///run/user/1000/docker.sock", "tcp://10.0.0.1:2375", "tcp://[::1]:99"})
  void anAddressReadsAsItWasWritten(String text) {
    assertThat(EngineAddress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "unix://", "ssh://host", "tcp://", "tcp://a b", "/var/run/docker.sock"})
  void whatCannotBeReachedIsRefusedWithAWayOut(String text) {
    assertThatThrownBy(() -> EngineAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is not the address")
        .hasMessageContaining("unix:///path/to/docker.sock");
  }

  @Test
  void tlsIsRefusedRatherThanLeftOut() {
    Map<String, String> tls = Map.of("DOCKER_HOST", "tcp://h:2376", "DOCKER_TLS_VERIFY", "1");
    assertThatThrownBy(() -> EngineAddress.ofEnvironment(tls))
        .hasMessageContaining("TLS to a Docker Engine is not supported yet");
  }

  @ParameterizedTest
  @CsvSource({
    "web, web, latest",
    "web:1, web, 1",
    "host:5000/a/web, host:5000/a/web, latest",
    "host:5000/a/web:2, host:5000/a/web, 2",
    "a/web@sha256:0123, a/web, sha256:0123"
  })
  void anImageNameComesApart(String text, String repository, String tag) {
    assertThat(ImageReference.parse(text)).isEqualTo(new ImageReference(repository, tag));
  }
}
