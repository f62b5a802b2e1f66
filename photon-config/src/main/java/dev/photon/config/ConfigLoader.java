package dev.photon.config;

import dev.photon.config.Tree.Mapping;
import dev.photon.config.include.DownloadListener;
import dev.photon.config.include.IncludeAddress;
import dev.photon.config.include.IncludeAddress.Local;
import dev.photon.config.include.IncludeException;
import dev.photon.config.include.IncludePolicy;
import dev.photon.config.include.IncludeResolver;
import dev.photon.config.include.Included;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads deployment files: text, includes, merge, checks. One call reports all problems. Immutable
 * and safe for use by many threads; all I/O is done by its {@link IncludeResolver}.
 */
public final class ConfigLoader {
  /** What a document may have at most, merged from many files as it may be. */
  static final int MAX_DOCUMENT_BYTES = 16 << 20;

  /** What an included file may have at most. */
  static final int MAX_FILE_BYTES = 1 << 20;

  private static final ConfigLoader STANDARD =
      new ConfigLoader(
          IncludeResolver.standard(IncludePolicy.standard(), DownloadListener.none()),
          Variables.NONE);

  private final IncludeResolver resolver;
  private final Variables variables;

  private ConfigLoader(IncludeResolver resolver, Variables variables) {
    this.resolver = resolver;
    this.variables = variables;
  }

  /** The loader with the language's usual bounds, and without variables. */
  public static ConfigLoader standard() {
    return STANDARD;
  }

  /** One that reads files elsewhere, or fewer of them. */
  public ConfigLoader withResolver(IncludeResolver other) {
    return new ConfigLoader(other, variables);
  }

  /** One that knows these variables. */
  public ConfigLoader withVariables(Variables other) {
    return new ConfigLoader(resolver, other);
  }

  /**
   * Loads a file and the files that it includes, relative to the file that names them.
   *
   * @throws UnreadableConfigException if the file itself cannot be read (missing, a folder, too
   *     large …); an include that cannot be read is a diagnostic at its place instead
   */
  public Loaded<DeploymentConfig> load(Path file) throws UnreadableConfigException {
    IncludeAddress address = new Local(file);
    try {
      Included root = resolver.read(address);
      Problems problems = new Problems();
      byte[] bytes = root.content().toByteArray();
      Optional<String> text = Decoding.text(address.text(), 0, bytes, problems);
      return text.isPresent()
          ? load(address.text(), address, root.identity(), text.get(), problems)
          : unread(problems);
    } catch (IncludeException e) {
      throw new UnreadableConfigException(e.getMessage(), e.hint());
    }
  }

  /**
   * Loads a document that was read elsewhere, and the files that it includes.
   *
   * @param name what to call it in diagnostics
   * @param base what the names of included files are relative to: a file in the same folder, which
   *     need not exist
   */
  public Loaded<DeploymentConfig> load(String name, String text, IncludeAddress base) {
    return load(Quote.printable(name, 400), base, base, text, new Problems());
  }

  /**
   * Loads a document that stands alone, as a metacenter gets it: an include in it is an error.
   *
   * @param name what to call it in diagnostics
   */
  public Loaded<DeploymentConfig> load(String name, String text) {
    Problems problems = new Problems();
    SourceText source = new SourceText(Quote.printable(name, 400), 0, text);
    DeploymentReader reader = new DeploymentReader(problems);
    Optional<Document> document =
        SourceFile.read(source, text, MAX_DOCUMENT_BYTES, variables, false, reader, problems);
    if (document.isEmpty()) {
      return unread(problems);
    }
    Mapping read = document.get().root();
    Mapping root = document.get().tagged() ? Merge.finished(read) : read;
    Tree.Entry include = root.entries().get("include");
    if (include != null && !include.value().isNothing()) {
      problems
          .error(
              Code.INCLUDE_IN_DOCUMENT,
              include.key(),
              "a document that stands alone cannot include files")
          .hint("send the document that the includes were merged into");
    }
    return loaded(Optional.of(root), List.of(), reader, problems);
  }

  private Loaded<DeploymentConfig> load(
      String name,
      IncludeAddress address,
      IncludeAddress identity,
      String text,
      Problems problems) {
    IncludeGraph graph = new IncludeGraph(resolver, variables, problems);
    DeploymentReader reader = new DeploymentReader(problems);
    Optional<Mapping> root = graph.load(name, address, identity, text, reader);
    return loaded(root, graph.included(), reader, problems);
  }

  private static Loaded<DeploymentConfig> unread(Problems problems) {
    return new Loaded<>(Optional.empty(), problems.inFileOrder(), Origins.NONE, List.of());
  }

  private static Loaded<DeploymentConfig> loaded(
      Optional<Mapping> root, List<Included> included, DeploymentReader reader, Problems problems) {
    if (root.isEmpty()) {
      return new Loaded<>(Optional.empty(), problems.inFileOrder(), Origins.NONE, included);
    }
    Optional<DeploymentConfig> value = reader.read(root.get());
    return new Loaded<>(value, problems.inFileOrder(), Origins.of(root.get()), included);
  }
}
