package dev.photon.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads deployment files: text, includes, merge, checks. One call reports all problems. Immutable
 * and safe for use by many threads.
 */
public final class ConfigLoader {
  private static final ConfigLoader STANDARD = new ConfigLoader();

  private ConfigLoader() {}

  /** The loader with the language's usual bounds. */
  public static ConfigLoader standard() {
    return STANDARD;
  }

  /**
   * Loads a file and the local files that it includes, relative to the file that names them.
   *
   * @throws UnreadableConfigException if the file itself cannot be read (missing, a folder, too
   *     large, not text …); an include that cannot be read is a diagnostic at its place instead
   */
  public Loaded<DeploymentConfig> load(Path file) throws UnreadableConfigException {
    if (!Files.isRegularFile(file)) {
      throw new UnreadableConfigException("'" + file + "' does not exist");
    }
    return load(file.toString(), "");
  }

  /**
   * Loads a document that stands alone, as a metacenter gets it: an include in it is an error.
   *
   * @param name what to call it in diagnostics
   */
  public Loaded<DeploymentConfig> load(String name, String text) {
    Diagnostic unsupported =
        new Diagnostic(
            Diagnostic.Severity.ERROR,
            "unsupported",
            "deployment files are not read by this build yet",
            new Origin(name, 1, 1),
            text.lines().findFirst(),
            1,
            Optional.empty());
    return new Loaded<>(Optional.empty(), List.of(unsupported));
  }

  /**
   * The deployment file of a folder: {@code photon.yml}, else {@code photon.yaml}.
   *
   * @throws UnreadableConfigException if there is none, or both
   */
  public Path defaultFile(Path folder) throws UnreadableConfigException {
    Path shorter = folder.resolve("photon.yml");
    Path longer = folder.resolve("photon.yaml");
    boolean hasShorter = Files.exists(shorter);
    boolean hasLonger = Files.exists(longer);
    if (hasShorter && hasLonger) {
      throw new UnreadableConfigException(
          "there are both photon.yml and photon.yaml in '" + folder + "': remove one, or name one");
    }
    if (!hasShorter && !hasLonger) {
      throw new UnreadableConfigException(
          "there is no photon.yml in '" + folder + "': write one, or name the file");
    }
    return hasShorter ? shorter : longer;
  }
}
