package dev.photon.cli.view.graph;

import dev.photon.cli.view.graph.GraphModel.Arrow;
import dev.photon.cli.view.graph.GraphModel.Place;
import dev.photon.cli.view.graph.GraphModel.ServiceVertex;
import java.util.List;
import java.util.Optional;

/** Writes a directed graph for Graphviz. */
final class DotText {
  private final StringBuilder out = new StringBuilder();

  private DotText() {}

  static String of(GraphModel model, String name) {
    DotText text = new DotText();
    text.line("digraph photon {");
    text.line("  graph [rankdir=TB, label=" + quoted(List.of(name)) + ", labelloc=t];");
    text.line("  node [shape=box, style=rounded, fontname=\"monospace\"];");
    text.line("  edge [fontname=\"monospace\"];");
    for (int i = 0; i < model.vertices().size(); i++) {
      text.line("  v" + i + vertex(model.service(i)) + ";");
    }
    for (Arrow arrow : model.arrows()) {
      text.line("  v" + arrow.from() + " -> v" + arrow.to() + link(arrow) + ";");
    }
    text.places(model);
    text.line("}");
    return text.out.toString();
  }

  private static String vertex(Optional<ServiceVertex> service) {
    return service
        .map(s -> " [label=" + quoted(Legend.lines(s)) + "]")
        .orElse(" [label=\"anyone\", shape=oval, penwidth=2]");
  }

  private static String link(Arrow arrow) {
    String label = "label=" + quoted(List.of(arrow.label()));
    return switch (arrow.kind()) {
      case ANYONE, LOCAL -> " [" + label + "]";
      case GLOBAL -> " [" + label + ", penwidth=2]";
      case NEEDS -> " [style=dashed]";
    };
  }

  private void places(GraphModel model) {
    if (model.places().isEmpty()) {
      return;
    }
    line("  subgraph cluster_places {");
    line("    label=\"datacenters\";");
    for (int i = 0; i < model.places().size(); i++) {
      Place place = model.places().get(i);
      line("    d" + i + " [label=" + quoted(List.of(place.name(), Legend.place(place))) + "];");
    }
    line("  }");
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  /** A string of several lines; Graphviz reads escapes and entities in it, so both are escaped. */
  static String quoted(List<String> lines) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < lines.size(); i++) {
      quoted.append(i == 0 ? "" : "\\n");
      lines
          .get(i)
          .codePoints()
          .forEach(
              c -> {
                switch (c) {
                  case '"' -> quoted.append("\\\"");
                  case '\\' -> quoted.append("\\\\");
                  case '&' -> quoted.append("&amp;");
                  default -> quoted.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
                }
              });
    }
    return quoted.append('"').toString();
  }
}
