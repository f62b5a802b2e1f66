package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.Tree.Mapping;
import java.util.Random;
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
    return Arbitraries.randomValue(random -> read(file(random)));
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
              (key, entry) ->
                  contains(((Mapping) merged).get(key).orElseThrow().value(), entry.value()));
    } else if (said instanceof Tree.Scalar && !said.isNothing()) {
      assertThat(merged).isEqualTo(said);
    }
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
    Problems problems = new Problems();
    Mapping mapping =
        TreeReader.read(new SourceText("a.yml", 0, text), text, problems)
            .map(tree -> Spelling.canonical(tree, problems))
            .orElseThrow(() -> new AssertionError(problems.inFileOrder() + text));
    assertThat(problems.inFileOrder()).as(text).isEmpty();
    return mapping;
  }

  private static String file(Random random) {
    StringBuilder out = new StringBuilder("version: \"0.1\"\nservices:\n");
    for (String name : new String[] {"a", "b", "c"}) {
      if (random.nextInt(4) == 0) {
        out.append("  ").append(name).append(":\n");
      } else if (random.nextInt(4) > 0) {
        out.append("  ").append(name).append(":\n    image: ").append(small(random)).append('\n');
        maybe(random, out, "args", "[x, " + small(random) + "]");
        maybe(random, out, "env", env(random));
        maybe(random, out, "depends-on", "[" + small(random) + ", " + small(random) + "]");
        maybe(random, out, "expose", "[" + expose(random) + ", " + expose(random) + "]");
      }
    }
    out.append("deployment: {datacenters: {d").append(random.nextInt(2)).append(": {region: r");
    return out.append(random.nextInt(3)).append("}}}\n").toString();
  }

  private static void maybe(Random random, StringBuilder out, String key, String value) {
    switch (random.nextInt(3)) {
      case 0 -> out.append("    ").append(key).append(": ").append(value).append('\n');
      case 1 -> out.append("    ").append(key).append(":\n");
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
