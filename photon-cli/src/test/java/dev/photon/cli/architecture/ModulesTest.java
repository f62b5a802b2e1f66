package dev.photon.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of modules: a module sees those that it names here, and no other. */
class ModulesTest {
  static final JavaClasses PHOTON =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.photon");

  /** Each module, a class that must have been seen, and what the module may see. */
  enum Module {
    CONFIG("photon-config", "dev.photon.config", "ConfigLoader"),
    CRYPTO("photon-crypto", "dev.photon.crypto", "CertificateAuthority"),
    SPI("photon-spi", "dev.photon.spi", "DatacenterBackend", CONFIG, CRYPTO),
    CORE("photon-core", "dev.photon.core", "reconcile.Reconciler", SPI, CONFIG, CRYPTO),
    TRANSPORT(
        "photon-transport-grpc",
        "dev.photon.transport",
        "grpc.GrpcTransportProvider",
        SPI,
        CONFIG,
        CRYPTO),
    PROVIDER(
        "photon-provider-docker",
        "dev.photon.provider",
        "docker.DockerBackendProvider",
        SPI,
        CONFIG),
    CLI("photon-cli", "dev.photon.cli", "Photon", SPI, CORE, CONFIG, CRYPTO);

    private final String artifact;
    private final String root;
    private final String seen;
    private final ImmutableList<Module> visible;

    Module(String artifact, String root, String seen, Module... visible) {
      this.artifact = artifact;
      this.root = root;
      this.seen = root + "." + seen;
      this.visible = ImmutableList.copyOf(visible);
    }

    String packages() {
      return root + "..";
    }
  }

  /** Libraries that one module alone uses, or that stay behind the module's public types. */
  private static final Map<String, String> INSIDE =
      Map.of(
          "com.google.common..", "Guava",
          "tools.jackson..", "Jackson",
          "com.fasterxml.jackson..", "Jackson",
          "org.snakeyaml..", "snakeyaml",
          "org.bouncycastle..", "BouncyCastle",
          "io.grpc..", "gRPC",
          "com.google.protobuf..", "protobuf",
          "okhttp3..", "OkHttp",
          "org.sqlite..", "SQLite",
          "org.postgresql..", "PostgreSQL");

  @ParameterizedTest
  @EnumSource(Module.class)
  void aModuleSeesOnlyThoseBelowIt(Module module) {
    List<String> allowed = new ArrayList<>(List.of(module.packages()));
    module.visible.forEach(other -> allowed.add(other.packages()));
    String[] may = allowed.toArray(String[]::new);

    classes()
        .that()
        .resideInAPackage(module.packages())
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(may).or(resideOutsideOfPackages("dev.photon..")))
        .check(PHOTON);
  }

  @ParameterizedTest
  @EnumSource(Module.class)
  void theRulesSawTheModule(Module module) {
    assertThat(PHOTON.contain(module.seen)).as(module.seen).isTrue();
    assertThat(PHOTON.that(resideInAnyPackage(module.packages()))).hasSizeGreaterThan(3);
  }

  /** Rows such as {@code | photon-spi | config, crypto | what it is |}. */
  @Test
  void theReadmeShowsThisTable() throws IOException {
    Map<String, Set<String>> shown = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("..", "README.md"))) {
      if (line.startsWith("| photon-")) {
        List<String> cells = Splitter.on('|').trimResults().splitToList(line);
        Iterable<String> seen =
            Splitter.on(',').trimResults().omitEmptyStrings().split(cells.get(2));
        shown.put(cells.get(1), ImmutableSortedSet.copyOf(seen));
      }
    }
    Map<String, Set<String>> held = new TreeMap<>();
    for (Module module : Module.values()) {
      held.put(
          module.artifact,
          module.visible.stream()
              .map(other -> other.name().toLowerCase(Locale.ROOT))
              .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder())));
    }
    assertThat(shown).isEqualTo(held);
  }

  @Test
  void everyClassBelongsToAModule() {
    String[] all = Arrays.stream(Module.values()).map(Module::packages).toArray(String[]::new);

    assertThat(PHOTON.that(resideOutsideOfPackages(all))).isEmpty();
  }

  @Test
  void librariesStayBehindThePublicTypes() {
    PublicTypes.shouldNotShow(INSIDE.keySet().toArray(String[]::new))
        .because("who uses a module need not know what it is made of")
        .check(PHOTON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dagger..=dev.photon.cli.serve..",
        "org.bouncycastle..=dev.photon.crypto..",
        "org.snakeyaml..=dev.photon.config..",
        "io.grpc..=dev.photon.transport.grpc..",
        "com.google.protobuf..=dev.photon.transport.grpc..",
        "java.sql..=dev.photon.core.store.."
      })
  void aLibraryIsUsedInOneRoom(String row) {
    String library = row.substring(0, row.indexOf('='));
    String room = row.substring(row.indexOf('=') + 1);

    noClasses()
        .that(resideOutsideOfPackages(room))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(PHOTON);
  }

  @Test
  void thePackagesOfTheCoreFormNoCycle() {
    slices().matching("dev.photon.core.(*)..").should().beFreeOfCycles().check(PHOTON);
  }

  @Test
  void thePackagesOfTheCommandLineFormNoCycle() {
    slices().matching("dev.photon.cli.(*)..").should().beFreeOfCycles().check(PHOTON);
  }
}
