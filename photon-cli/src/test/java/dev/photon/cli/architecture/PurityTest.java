package dev.photon.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static dev.photon.cli.architecture.ModulesTest.PHOTON;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions are pure, roles get their time and threads from outside, plug-ins are found. */
class PurityTest {
  private static final String[] PURE = {
    "dev.photon.core.match..", "dev.photon.core.reconcile..", "dev.photon.core.rollout.."
  };
  private static final String[] ROLES = {
    "dev.photon.core.registry..",
    "dev.photon.core.metacenter..",
    "dev.photon.core.datacenter..",
    "dev.photon.core.event..",
  };
  private static final String[] PLUGINS = {
    "dev.photon.core.simulated..", "dev.photon.core.transport..", "dev.photon.core.notify.."
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.photon.core.match.Matcher",
        "dev.photon.core.reconcile.Reconciler",
        "dev.photon.core.rollout.Parts",
        "dev.photon.core.registry.Registry",
        "dev.photon.core.metacenter.MetacenterHost",
        "dev.photon.core.datacenter.DatacenterAgent",
        "dev.photon.core.event.EventLog",
        "dev.photon.core.simulated.SimulatedBackend"
      })
  void theRulesSawTheClassesThatTheyGuard(String name) {
    JavaClass seen = PHOTON.get(name);

    assertThat(
            resideInAnyPackage(PURE).or(resideInAnyPackage(ROLES)).or(resideInAnyPackage(PLUGINS)))
        .accepts(seen);
  }

  @Test
  void decisionsArePure() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.nio..",
            "java.net..",
            "java.sql..",
            "java.util.concurrent..",
            "org.slf4j..")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, Random.class, ServiceLoader.class, Thread.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .check(PHOTON);
  }

  @Test
  void decisionsCallNobody() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("dev.photon.core..")
                .and(com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage(PURE))))
        .check(PHOTON);
  }

  @Test
  void rolesAreGivenTimeThreadsAndChance() {
    noClasses()
        .that()
        .resideInAnyPackage(ROLES)
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(ThreadLocalRandom.class, "current")
        .orShould()
        .callMethodWhere(
            target(owner(nameMatching("java\\.lang\\.Thread")))
                .and(target(nameMatching("sleep|start"))))
        .orShould()
        .callConstructorWhere(
            target(owner(nameMatching("java\\.lang\\.Thread|java\\.util\\.Random"))))
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent.locks..")
        .check(PHOTON);
  }

  @Test
  void pluginsAreFoundNotImported() {
    noClasses()
        .that()
        .resideInAPackage("dev.photon.core..")
        .and()
        .resideOutsideOfPackages(PLUGINS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(PLUGINS)
        .check(PHOTON);
  }

  @Test
  void oneClassCallsTheServiceLoader() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.photon.core.plugin.Plugins")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ServiceLoader.class)
        .check(PHOTON);
  }

  @Test
  void nothingButTheConsoleTouchesTheStandardStreams() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.photon.cli.view.Console")
        .should(ACCESS_STANDARD_STREAMS)
        .check(PHOTON);
  }

  @Test
  void keysAreMadeOfSecureChance() {
    noClasses()
        .that()
        .resideInAPackage("dev.photon.crypto..")
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(Random.class)
                .and(
                    com.tngtech.archunit.base.DescribedPredicate.not(
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(
                            SecureRandom.class))))
        .check(PHOTON);
  }
}
