package dev.photon.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.Resources;
import dev.photon.spi.BackendException;
import dev.photon.spi.DatacenterBackendProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerOptionsTest {
  private static final Resources MACHINE = new Resources(8000, 16L << 30, 1L << 40);

  @Test
  void withoutOptionsADatacenterHasTheWholeMachine() throws BackendException {
    DockerOptions options = DockerOptions.of(Map.of(), Map.of());
    assertThat(options.share(MACHINE)).isEqualTo(MACHINE);
    assertThat(options.engine()).isEqualTo(EngineAddress.parse(EngineAddress.DEFAULT));
    assertThat(options.publishAddress()).isEqualTo("127.0.0.1");
  }

  @Test
  void aShareIsWhatTheOptionsSay() throws BackendException {
    DockerOptions options =
        DockerOptions.of(
            Map.of("cpus", "1.5", "memory", "512MiB", "disk", "2GiB", "host", "unix:///x"),
            Map.of("DOCKER_HOST", "tcp://elsewhere:1"));
    assertThat(options.share(MACHINE)).isEqualTo(new Resources(1500, 512L << 20, 2L << 30));
    assertThat(options.engine()).isEqualTo(new EngineAddress.Unix(Path.of("/x")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "colour | red | the docker backend has no option 'colour'; it has: cpus, disk, host",
        "cpus | many | option cpus: 'many' is not a number",
        "cpus | 0 | option cpus: '0' is not between",
        "cpus | 1.0001 | option cpus:",
        "memory | 512 | option memory: '512' is not an amount such as 512MiB",
        "memory | 999999999999TiB | option memory:",
        "network-range | 10.0.0.0 | option network-range: '10.0.0.0' is not a range",
        "network-prefix | 8 | networks of prefix 8 cannot be cut from 10.201.0.0/16",
        "publish-address | home | option publish-address: 'home' is not an IPv4 address",
        "pids-limit | -1 | option pids-limit: '-1' is not a whole number above 0",
        "host | ssh://a | option host: 'ssh://a' is not the address of a Docker Engine"
      })
  void whatIsWrongIsSaid(String name, String value, String message) {
    BackendException refusal =
        catchThrowableOfType(
            BackendException.class, () -> DockerOptions.of(Map.of(name, value), Map.of()));
    assertThat(refusal).hasMessageContaining(message);
    assertThat(refusal.kind()).isEqualTo(BackendException.Kind.INVALID);
  }

  @Test
  void theProviderIsFoundByItsName() {
    assertThat(ServiceLoader.load(DatacenterBackendProvider.class))
        .extracting(DatacenterBackendProvider::name)
        .containsOnlyOnce("docker");
  }
}
