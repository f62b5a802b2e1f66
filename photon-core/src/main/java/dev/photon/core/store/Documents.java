package dev.photon.core.store;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Values as JSON texts, as they are stored: records of the APIs and of the configuration, and
 * records made of these. Reading what was written gives an equal value.
 *
 * <p>Secrets are written as they are: a document belongs into a store, never into a log. Reading is
 * strict: an unknown, missing or doubled part, or one of another type, is an error, so that a
 * record never comes back with less than was put into it. A part that is added to a stored record
 * later therefore needs a migration.
 */
public final class Documents {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(DocumentForms.module())
          .annotationIntrospector(new SealedTypes())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .withCoercionConfig(
              LogicalType.Textual,
              texts ->
                  texts
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private Documents() {}

  /**
   * The value as one line of JSON. Equal values whose collections are in order give equal texts.
   */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "a " + value.getClass().getSimpleName() + " cannot be written as a document", e);
    }
  }

  /**
   * The value that a document was written from.
   *
   * @throws StoreException if it is not a document of that type; the message quotes none of it
   */
  public static <T> T read(String document, Class<T> type) {
    try {
      T value = MAPPER.readValue(document, type);
      if (value == null) { // the document "null"
        throw new StoreException("a stored document is no " + type.getSimpleName());
      }
      return value;
    } catch (JacksonException e) {
      // Jackson's own message may quote the value, and that may be a secret: its place must do.
      throw new StoreException(
          "a stored document is no %s: %s at %s"
              .formatted(type.getSimpleName(), e.getClass().getSimpleName(), e.getPathReference()));
    }
  }
}
