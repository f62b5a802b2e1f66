package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class ConfigPrinterTest {
  @Provide
  Arbitrary<DeploymentConfig> deployments() {
    return Deployments.any();
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void printingAndLoadingIsIdentity(@ForAll("deployments") DeploymentConfig config) {
    String printed = ConfigPrinter.print(config);

    Loaded<DeploymentConfig> loaded = ConfigLoader.standard().load("print", printed);

    assertThat(errors(loaded)).isEmpty();
    assertThat(loaded.value()).contains(config);
    // Equal maps may differ in order; equal prints do not.
    assertThat(ConfigPrinter.print(loaded.value().orElseThrow())).isEqualTo(printed);
  }

  private static List<Diagnostic> errors(Loaded<?> loaded) {
    return loaded.diagnostics().stream()
        .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
        .toList();
  }
}
