package dev.photon.core.store;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Writes the alternatives of a sealed interface with their simple name as {@code kind}, so that the
 * contracts need no annotation of a JSON library.
 */
final class SealedTypes extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  private static final JsonTypeInfo.Value KIND =
      JsonTypeInfo.Value.construct(
          JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.As.PROPERTY, "kind", null, false, true, true);

  @Override
  public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
      MapperConfig<?> config, Annotated annotated) {
    return isAlternative(annotated.getRawType())
        ? KIND
        : super.findPolymorphicTypeInfo(config, annotated);
  }

  private static boolean isAlternative(Class<?> type) {
    return isChoice(type) || Arrays.stream(type.getInterfaces()).anyMatch(SealedTypes::isChoice);
  }

  /** Java seals interfaces of its own, too: from 25 on one of what a certificate is. */
  private static boolean isChoice(Class<?> type) {
    return type.isInterface() && type.isSealed() && !type.getName().startsWith("java.");
  }
}
