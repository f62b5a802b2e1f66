package dev.photon.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentNameTest {

  @ParameterizedTest
  @CsvSource({
    "/srv/Shop/photon.yml, shop",
    "/srv/my shop_2/photon.yml, my-shop-2",
    "/srv/--x--/photon.yml, x",
    "/srv/shop/sub/../photon.yml, shop"
  })
  void isMadeOfTheFilesFolder(String file, String name) {
    assertThat(DeploymentName.ofFolder(Path.of(file))).contains(new DeploymentName(name));
  }

  @Test
  void aFolderWithNothingInItsNameMakesNone() {
    assertThat(DeploymentName.ofFolder(Path.of("/photon.yml"))).isEmpty();
    assertThat(DeploymentName.ofFolder(Path.of("/___/photon.yml"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Shop", "-shop", "shop-", "a.b", "../x", "a/b"})
  void otherNamesAreRefused(String name) {
    assertThatThrownBy(() -> new DeploymentName(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 40 of a-z, 0-9 and '-'");
  }

  @Property(tries = 200)
  void whateverTheFolderIsCalledTheNameIsValidOrNone(
      @ForAll @StringLength(min = 1, max = 60) String folder) {
    String safe = folder.replace('\0', '_').replace('/', '_');

    assertThat(DeploymentName.ofFolder(Path.of("/srv").resolve(safe).resolve("photon.yml")))
        .satisfiesAnyOf(
            none -> assertThat(none).isEmpty(),
            some -> assertThat(some.orElseThrow().value()).hasSizeLessThanOrEqualTo(40));
  }
}
