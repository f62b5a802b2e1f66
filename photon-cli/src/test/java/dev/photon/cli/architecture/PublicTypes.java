package dev.photon.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** What the public types of the modules show to those who use them. */
final class PublicTypes {
  private PublicTypes() {}

  /** The command line is an application; what Dagger and protoc generate is nobody's to use. */
  static ArchRule shouldNotShow(String... packages) {
    return classes()
        .that()
        .arePublic()
        .and()
        .resideOutsideOfPackages("dev.photon.cli..", "dev.photon.transport.grpc.v1..")
        .should(not(show(resideInAnyPackage(packages))));
  }

  private static ArchCondition<JavaClass> show(DescribedPredicate<JavaClass> library) {
    return new ArchCondition<>("show " + library.getDescription()) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaCodeUnit unit : type.getCodeUnits()) {
          if (visible(unit.getModifiers())) {
            unit.getAllInvolvedRawTypes()
                .forEach(shown -> add(events, unit.getFullName(), shown, library));
          }
        }
        for (JavaField field : type.getFields()) {
          if (visible(field.getModifiers())) {
            field
                .getAllInvolvedRawTypes()
                .forEach(shown -> add(events, field.getFullName(), shown, library));
          }
        }
        type.getAllRawSuperclasses().forEach(s -> add(events, type.getName(), s, library));
        type.getAllRawInterfaces().forEach(i -> add(events, type.getName(), i, library));
      }
    };
  }

  private static boolean visible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static void add(
      ConditionEvents events,
      String where,
      JavaClass shown,
      DescribedPredicate<JavaClass> library) {
    if (library.test(shown)) {
      events.add(SimpleConditionEvent.satisfied(where, where + " shows " + shown.getName()));
    }
  }
}
