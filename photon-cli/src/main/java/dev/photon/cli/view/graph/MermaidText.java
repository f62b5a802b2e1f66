package dev.photon.cli.view.graph;

import dev.photon.cli.view.graph.GraphModel.Arrow;
import dev.photon.cli.view.graph.GraphModel.Place;
import dev.photon.cli.view.graph.GraphModel.ServiceVertex;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Writes a flowchart for Mermaid. Nodes are called by number: names may be words of its own. */
final class MermaidText {
  private final StringBuilder out = new StringBuilder();

  private MermaidText() {}

  static String of(GraphModel model, String name) {
    MermaidText text = new MermaidText();
    text.line("flowchart TB");
    text.line("  accTitle: " + spoken(name));
    text.line("  accDescr: " + spoken(Legend.sentence(model)));
    for (int i = 0; i < model.vertices().size(); i++) {
      text.line("  v" + i + vertex(model.service(i)));
    }
    for (Arrow arrow : model.arrows()) {
      text.line("  v" + arrow.from() + " " + link(arrow) + " v" + arrow.to());
    }
    text.places(model);
    text.line("  classDef anyone stroke-width:3px");
    return text.out.toString();
  }

  private static String vertex(Optional<ServiceVertex> service) {
    return service.map(s -> box(Legend.lines(s))).orElse("([\"anyone\"]):::anyone");
  }

  private static String box(List<String> lines) {
    return "[\"<b>"
        + escaped(lines.get(0))
        + "</b>"
        + lines.stream().skip(1).map(l -> "<br/>" + escaped(l)).collect(Collectors.joining())
        + "\"]";
  }

  private static String link(Arrow arrow) {
    String label = "|\"" + escaped(arrow.label()) + "\"|";
    return switch (arrow.kind()) {
      case ANYONE, LOCAL -> "-->" + label;
      case GLOBAL -> "==>" + label;
      case NEEDS -> "-.->";
    };
  }

  private void places(GraphModel model) {
    if (model.places().isEmpty()) {
      return;
    }
    line("  subgraph places [\"datacenters\"]");
    for (int i = 0; i < model.places().size(); i++) {
      Place place = model.places().get(i);
      line("    d" + i + box(List.of(place.name(), Legend.place(place))));
    }
    line("  end");
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  /** All but plain characters as Mermaid's own codes, which its grammar reads as text. */
  static String escaped(String text) {
    return written(text, c -> "#" + c + ";");
  }

  /** For the lines that are read aloud, where Mermaid knows no codes. */
  static String spoken(String text) {
    return written(text, c -> " ");
  }

  private static String written(String text, IntFunction<String> other) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(c -> safe.append(isPlain(c) ? Character.toString(c) : other.apply(c)));
    return safe.toString();
  }

  private static boolean isPlain(int c) {
    return Character.isLetterOrDigit(c) || " .,-/:@×…".indexOf(c) >= 0;
  }
}
