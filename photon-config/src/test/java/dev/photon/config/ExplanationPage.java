package dev.photon.config;

import dev.photon.config.include.Content;
import dev.photon.config.include.IncludeAddress;
import dev.photon.config.include.IncludeAddress.Local;
import dev.photon.config.include.IncludeException;
import dev.photon.config.include.IncludeResolver;
import dev.photon.config.include.Included;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of a code, taken apart: its lines, and its two examples with the files they include. */
record ExplanationPage(String text, Optional<Example> wrong, Optional<Example> right) {
  private static final String FILE = "photon.yml";
  private static final Pattern BLOCK =
      Pattern.compile(
          "^```yaml(?: (wrong|name=(\\S+)))?\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern LINK = Pattern.compile("\\[([a-z0-9-]+)]\\(\\1\\.md\\)");

  /**
   * A deployment file of a page.
   *
   * @param included by name; if there are none, the file stands alone
   */
  record Example(String text, Map<String, String> included) implements IncludeResolver {

    Loaded<DeploymentConfig> load() {
      return included.isEmpty()
          ? ConfigLoader.standard().load(FILE, text)
          : ConfigLoader.standard().withResolver(this).load(FILE, text, new Local(Path.of(FILE)));
    }

    @Override
    public Included read(IncludeAddress address) throws IncludeException {
      String there = address.text().equals(FILE) ? text : included.get(address.text());
      if (there == null) {
        throw new IncludeException(
            IncludeException.Kind.NOT_FOUND, address.text() + " does not exist");
      }
      return new Included(address, Content.of(there.getBytes(StandardCharsets.UTF_8)));
    }
  }

  static ExplanationPage of(String text) {
    Optional<String> wrong = Optional.empty();
    Optional<String> right = Optional.empty();
    Map<String, String> before = new LinkedHashMap<>();
    Map<String, String> after = new LinkedHashMap<>();
    int second = text.indexOf("\nRight");
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(2) != null) {
        (block.start() < second ? before : after).put(block.group(2), block.group(3));
      } else if (block.group(1) != null) {
        wrong = Optional.of(block.group(3));
      } else {
        right = Optional.of(block.group(3));
      }
    }
    Map<String, String> all = new LinkedHashMap<>(before);
    all.putAll(after);
    return new ExplanationPage(
        text,
        wrong.map(file -> new Example(file, before.isEmpty() ? after : before)),
        right.map(file -> new Example(file, all)));
  }

  List<String> lines() {
    return text.lines().toList();
  }

  /** The codes that it names as links. */
  List<String> links() {
    return LINK.matcher(text).results().map(link -> link.group(1)).toList();
  }
}
