package dev.photon.config;

import dev.photon.config.Tree.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads deployment files: text, includes, merge, checks. One call reports all problems. Immutable
 * and safe for use by many threads.
 */
public final class ConfigLoader {
  /** What a document may have at most, merged from many files as it may be. */
  static final int MAX_DOCUMENT_BYTES = 16 << 20;

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
    Problems problems = new Problems();
    return loaded(IncludeGraph.load(file, problems), problems);
  }

  /**
   * Loads a document that stands alone, as a metacenter gets it: an include in it is an error.
   *
   * @param name what to call it in diagnostics
   */
  public Loaded<DeploymentConfig> load(String name, String text) {
    Problems problems = new Problems();
    SourceText source = new SourceText(Quote.printable(name, 400), 0, text);
    Optional<Mapping> root = SourceFile.read(source, text, MAX_DOCUMENT_BYTES, problems);
    root.flatMap(tree -> tree.get("include"))
        .filter(include -> !include.value().isNothing())
        .ifPresent(
            include ->
                problems.error(
                    "include-unsupported",
                    include.key(),
                    "a document that stands alone cannot include files",
                    "send the document that the includes were merged into"));
    return loaded(root, problems);
  }

  private static Loaded<DeploymentConfig> loaded(Optional<Mapping> root, Problems problems) {
    Optional<DeploymentConfig> value = root.flatMap(tree -> DeploymentReader.read(tree, problems));
    return new Loaded<>(value, problems.inFileOrder());
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
