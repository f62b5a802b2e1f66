package dev.photon.cli.view.graph;

import java.util.Locale;

/** How a drawing is written. */
public enum GraphFormat {
  /** A picture. */
  SVG,
  /** For pages that draw Mermaid, as many wikis and code hosts do. */
  MERMAID,
  /** For Graphviz. */
  DOT;

  /** As typed: {@code svg}, {@code mermaid}, {@code dot}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether it can show a model of that size; {@link #MERMAID} and {@link #DOT} lay out nothing.
   */
  public boolean takes(GraphModel model) {
    return this != SVG || Drawing.fits(model);
  }

  /**
   * The drawing as text, with a line break at its end.
   *
   * @param name what the deployment is called, in any characters
   * @throws IllegalArgumentException if it does not take the model
   */
  public String write(GraphModel model, String name) {
    if (!takes(model)) {
      throw new IllegalArgumentException("too much for " + text());
    }
    return switch (this) {
      case SVG -> SvgText.of(model, name);
      case MERMAID -> MermaidText.of(model, name);
      case DOT -> DotText.of(model, name);
    };
  }
}
