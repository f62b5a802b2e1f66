package dev.photon.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The language of deployment files as JSON Schema (draft 2020-12), for editors and other programs.
 * In the artifact it is the resource {@code dev/photon/config/deployment-0.1.schema.json}.
 *
 * <p>It sees one file, so it does not ask for keys that an included file may bring, and it knows
 * nothing of what {@link ConfigLoader} checks over several parts of a deployment.
 */
public final class DeploymentSchema {
  private static final String RESOURCE = "deployment-0.1.schema.json";

  private DeploymentSchema() {}

  /** The schema, as it is published. */
  public static String text() {
    try (InputStream in = DeploymentSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new AssertionError("the schema is missing from the artifact");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
