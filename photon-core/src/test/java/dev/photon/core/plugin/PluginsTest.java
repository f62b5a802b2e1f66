package dev.photon.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.DatacenterBackendProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  @TempDir private Path folder;

  /** A plug-in with the name of another. */
  public static final class Twin implements DatacenterBackendProvider {
    @Override
    public String name() {
      return "simulated";
    }

    @Override
    public DatacenterBackend open(Context context) {
      throw new UnsupportedOperationException();
    }
  }

  private URLClassLoader listing(String providers) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(DatacenterBackendProvider.class.getName()), providers);
    return new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, PluginsTest.class.getClassLoader());
  }

  @Test
  void findsABackendByItsName() throws PluginException {
    assertThat(Plugins.standard().backend("simulated").simulated()).isTrue();
    assertThat(Plugins.standard().backendNames()).contains("simulated");
  }

  @Test
  void aNameThatDoesNotExistIsAnsweredWithThoseThatDo() {
    assertThatThrownBy(() -> Plugins.standard().backend("simualted"))
        .isInstanceOf(PluginException.class)
        .hasMessageMatching(
            "no backend 'simualted'; did you mean 'simulated'\\? on the class path: .*simulated.*");
  }

  @Test
  void aNameThatIsLikeNoneIsGivenNoSuggestion() {
    assertThatThrownBy(() -> Plugins.standard().notifier("carrier-pigeon"))
        .isInstanceOf(PluginException.class)
        .hasMessageStartingWith("no notifier 'carrier-pigeon'; on the class path: ");
  }

  @Test
  void twoOfOneNameAreAnError() throws IOException {
    try (URLClassLoader loader = listing(Twin.class.getName())) {
      assertThatThrownBy(() -> Plugins.of(loader).backend("simulated"))
          .isInstanceOf(PluginException.class)
          .hasMessageContainingAll("more than one backend", Twin.class.getName());
    }
  }

  @Test
  void aPluginThatCannotBeLoadedIsNamed() throws IOException {
    try (URLClassLoader loader = listing("no.such.Provider")) {
      assertThatThrownBy(() -> Plugins.of(loader).backendNames())
          .isInstanceOf(PluginException.class)
          .hasMessageContaining("no.such.Provider");
    }
  }
}
