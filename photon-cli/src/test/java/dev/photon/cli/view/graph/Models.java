package dev.photon.cli.view.graph;

import dev.photon.cli.view.graph.GraphModel.Anyone;
import dev.photon.cli.view.graph.GraphModel.Arrow;
import dev.photon.cli.view.graph.GraphModel.Kind;
import dev.photon.cli.view.graph.GraphModel.Place;
import dev.photon.cli.view.graph.GraphModel.Run;
import dev.photon.cli.view.graph.GraphModel.ServiceVertex;
import dev.photon.cli.view.graph.GraphModel.Vertex;
import dev.photon.config.Expose;
import dev.photon.config.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random models, with texts that some reader would obey. */
final class Models {
  private static final String[] TEXTS = {
    "\"]-->v9[\"",
    "</text><script>alert(1)</script>",
    "&amp;&#60;#quot;#35;",
    "]]><!-- --><![CDATA[",
    "\\n\\\"\\",
    "%%{init: {}}%%",
    "end",
    "`**bold**`",
    "\u0000\u001b[31m\r\n\t\u0085",
    "\ud800\uffff\u2028",
    "grün 😀 שלום",
    "' onload='x",
    "subgraph;",
    "{}|<>",
    "",
    "web",
  };

  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final List<Protocol> PROTOCOLS = List.of(Protocol.values());

  private Models() {}

  static Arbitrary<GraphModel> any() {
    return Arbitraries.randomValue(Models::model);
  }

  static GraphModel model(Random random) {
    return model(random, random.nextInt(30), random.nextInt(60));
  }

  /** So many vertices and arrows. */
  static GraphModel model(Random random, int vertices, int arrows) {
    List<Vertex> all = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    for (int i = random.nextInt(10); i > 0; i--) {
      places.add(new Place(text(random), text(random), random.nextInt(9)));
    }
    if (random.nextBoolean()) {
      all.add(new Anyone());
    }
    while (all.size() < vertices) {
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < places.size(); i++) {
        if (random.nextBoolean()) {
          runs.add(new Run(places.get(i).name(), i, random.nextInt(3)));
        }
      }
      all.add(new ServiceVertex(text(random), text(random), runs));
    }
    List<Arrow> some = new ArrayList<>();
    for (int i = 0; i < arrows && !all.isEmpty(); i++) {
      Kind kind = KINDS.get(random.nextInt(KINDS.size()));
      some.add(
          new Arrow(
              random.nextInt(all.size()),
              random.nextInt(all.size()),
              kind,
              kind == Kind.NEEDS ? Optional.empty() : Optional.of(port(random))));
    }
    return new GraphModel(all, some, places);
  }

  private static Expose port(Random random) {
    Protocol protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
    return new Expose(1 + random.nextInt(4), protocol, OptionalInt.empty(), List.of());
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.append(TEXTS[random.nextInt(TEXTS.length)]);
    }
    return text.toString();
  }
}
