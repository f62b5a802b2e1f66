package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Mode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The laws of merging, over random files of few names, so that they meet often. */
class MergeTest {
  private final Problems problems = new Problems();
  private final Merge merge = new Merge(problems);

  @Provide
  Arbitrary<Mapping> files() {
    return Arbitraries.randomValue(random -> read(file(random, true)));
  }

  /** Also in the places: whose line is shown does not depend on how files are grouped. */
  @Property(tries = 500)
  void isAssociative(
      @ForAll("files") Mapping a, @ForAll("files") Mapping b, @ForAll("files") Mapping c) {
    Mapping left = merge.merge(merge.merge(a, b), c);
    Mapping right = merge.merge(a, merge.merge(b, c));

    assertThat(problems.anyError()).isFalse();
    assertThat(left).isEqualTo(right);
    assertThat(left.toString()).isEqualTo(right.toString());
  }

  @Property(tries = 300)
  void isIdempotent(@ForAll("files") Mapping a, @ForAll("files") Mapping b) {
    assertThat(merge.merge(a, a)).isEqualTo(a);
    Mapping ab = merge.merge(a, b);
    assertThat(merge.merge(ab, b)).isEqualTo(ab);
  }

  @Property(tries = 300)
  void whatTheUpperFileSaysIsThere(@ForAll("files") Mapping base, @ForAll("files") Mapping over) {
    contains(merge.merge(base, over), over);
  }

  private static void contains(Tree merged, Tree said) {
    if (said instanceof Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (key, entry) -> {
                Entry there = ((Mapping) merged).get(key).orElseThrow();
                if (entry.mode() == Mode.RESET) {
                  assertThat(there.mode()).isEqualTo(Mode.RESET);
                } else {
                  contains(there.value(), entry.value());
                }
              });
    } else if (said instanceof Tree.Scalar && !said.isNothing()) {
      assertThat(merged).isEqualTo(said);
    }
  }

  @Property(tries = 300)
  void whatIsOverriddenIsGone(
      @ForAll("files") Mapping a, @ForAll("files") Mapping b, @ForAll("files") Mapping over) {
    // Below a value that stands instead, nothing makes a difference.
    assertThat(cut(merge.merge(a, over), over)).isEqualTo(cut(merge.merge(b, over), over));
  }

  /** Only what the upper file overrides or resets, with its path. */
  private static Map<String, Object> cut(Tree merged, Tree over) {
    Map<String, Object> cut = new LinkedHashMap<>();
    cut("", merged, over, cut);
    return cut;
  }

  private static void cut(String path, Tree merged, Tree over, Map<String, Object> cut) {
    if (merged instanceof Mapping below && over instanceof Mapping above) {
      above
          .entries()
          .forEach(
              (key, entry) -> {
                Entry there = below.get(key).orElseThrow();
                if (entry.mode() == Mode.MERGE) {
                  cut(path + "." + key, there.value(), entry.value(), cut);
                } else {
                  assertThat(there.value()).isEqualTo(entry.value());
                  cut.put(path + "." + key, Merge.content(there.value()));
                }
              });
    }
  }

  /** Re-applying the origins rebuilds the merged tree. */
  @Property(tries = 300)
  void everyOriginIsThePlaceOfItsValue(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, String> written = new HashMap<>();
    Mapping merged = null;
    for (String name : new String[] {"a.yml", "b.yml", "c.yml"}) {
      Mapping file = read(name, file(random, true));
      scalars(file, (place, text) -> written.put(place, text));
      merged = merged == null ? file : merge.merge(merged, file);
    }
    Mapping finished = Merge.finished(Objects.requireNonNull(merged));
    Origins origins = Origins.of(finished);
    Map<String, String> values = new HashMap<>();
    values(finished, "", values);
    assertThat(values).isNotEmpty();
    values.forEach(
        (path, value) -> {
          Origins.Written at = origins.at(path).orElseThrow();
          assertThat(written.get(at.origin().toString())).as(path).isEqualTo(value);
          assertThat(at.overridden()).doesNotContain(at.origin()).doesNotHaveDuplicates();
        });
  }

  private static void scalars(Tree tree, BiConsumer<String, String> each) {
    if (tree instanceof Mapping mapping) {
      mapping.entries().values().forEach(entry -> scalars(entry.value(), each));
    } else if (tree instanceof Tree.Sequence sequence) {
      sequence.items().forEach(item -> scalars(item, each));
    } else if (tree instanceof Tree.Scalar scalar) {
      each.accept(scalar.place().toString(), scalar.text());
    }
  }

  private static void values(Tree tree, String path, Map<String, String> values) {
    if (tree instanceof Mapping mapping) {
      mapping.entries().forEach((k, e) -> values(e.value(), Origins.below(path, k), values));
    } else if (tree instanceof Tree.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        values(sequence.items().get(i), Origins.item(path, i), values);
      }
    } else if (tree instanceof Tree.Scalar scalar) {
      values.put(path, scalar.text());
    }
  }

  @Test
  void aValueRemembersAllThatItWonOver() {
    Mapping a = read("a.yml", "services: {web: {image: a}}");
    Mapping b = read("b.yml", "services: {web: {image: !override b}}");
    Mapping c = read("c.yml", "\nservices: {web: {image: c}}");

    assertThat(Origins.of(merge.merge(merge.merge(a, b), c)).at("services.web.image"))
        .hasValueSatisfying(
            written -> {
              assertThat(written.origin()).hasToString("c.yml:2:25");
              assertThat(written.overridden())
                  .extracting(Origin::toString)
                  .containsExactly("b.yml:1:25", "a.yml:1:25");
            });
  }

  @Test
  void aMapOverAScalarNamesBothPlaces() {
    merge.merge(
        read("services: {web: {image: web}}"), read("\nservices: {web: {image: {name: web}}}"));

    assertThat(problems.inFileOrder())
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.code()).isEqualTo("merge-conflict");
              assertThat(d.origin().line()).isEqualTo(2);
              assertThat(d.message())
                  .isEqualTo(
                      "services.web.image is a map here, but a single value in an included file");
              assertThat(d.notes())
                  .singleElement()
                  .satisfies(note -> assertThat(note.at().origin()).hasToString("a.yml:1:25"));
            });
  }

  private static Mapping read(String text) {
    return read("a.yml", text);
  }

  private static Mapping read(String name, String text) {
    Problems problems = new Problems();
    Mapping mapping =
        TreeReader.read(new SourceText(name, 0, text), text, problems)
            .map(Document::root)
            .map(tree -> Spelling.canonical(tree, problems))
            .orElseThrow(() -> new AssertionError(problems.inFileOrder() + text));
    assertThat(problems.inFileOrder()).as(text).isEmpty();
    return mapping;
  }

  private static String file(Random random, boolean tags) {
    StringBuilder out = new StringBuilder("version: \"0.1\"\nservices:\n");
    for (String name : new String[] {"a", "b", "c"}) {
      if (random.nextInt(4) == 0) {
        out.append("  ").append(name).append(":\n");
      } else if (random.nextInt(4) > 0) {
        out.append("  ").append(name).append(":\n    image: ").append(small(random)).append('\n');
        maybe(random, tags, out, "args", "[x, " + small(random) + "]");
        maybe(random, tags, out, "env", env(random));
        maybe(random, tags, out, "depends-on", "[" + small(random) + ", " + small(random) + "]");
        maybe(random, tags, out, "expose", "[" + expose(random) + ", " + expose(random) + "]");
      }
    }
    out.append("deployment: {datacenters: {d").append(random.nextInt(2)).append(": {region: r");
    return out.append(random.nextInt(3)).append("}}}\n").toString();
  }

  private static void maybe(
      Random random, boolean tags, StringBuilder out, String key, String value) {
    String begin = "    " + key + ":";
    switch (random.nextInt(tags ? 5 : 3)) {
      case 0 -> out.append(begin).append(' ').append(value).append('\n');
      case 1 -> out.append(begin).append('\n');
      case 3 -> out.append(begin).append(" !override ").append(value).append('\n');
      case 4 -> out.append(begin).append(" !reset\n");
      default -> {}
    }
  }

  private static String small(Random random) {
    return "v" + random.nextInt(4);
  }

  private static String env(Random random) {
    String name = "N" + random.nextInt(3);
    return random.nextBoolean()
        ? "{" + name + ": " + small(random) + ", X: }"
        : "[" + name + "=" + small(random) + ", Y=]";
  }

  private static String expose(Random random) {
    String as = random.nextBoolean() ? ", as: 9" : "";
    String to = random.nextInt(3) == 0 ? "" : ", to: [{service: " + small(random) + "}]";
    return "{port: " + (80 + random.nextInt(2)) + as + to + "}";
  }
}
