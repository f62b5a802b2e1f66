package dev.photon.cli.view.graph;

import dev.photon.cli.view.graph.Drawing.Curve;
import dev.photon.cli.view.graph.Drawing.Point;
import dev.photon.cli.view.graph.Drawing.Tab;
import dev.photon.cli.view.graph.Face.Chip;
import dev.photon.cli.view.graph.Face.Line;
import dev.photon.cli.view.graph.GraphModel.Kind;
import dev.photon.cli.view.graph.GraphModel.ServiceVertex;
import dev.photon.cli.view.graph.LayeredLayout.Box;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a drawing as SVG: in light and dark, with words for those who do not see it. */
final class SvgText {
  static final double MARGIN = 36;

  private static final double HEADING = 112;
  private static final double NARROWEST = 520;
  private static final int MOST_SENTENCES = 60;

  private final GraphModel model;
  private final Drawing drawing;
  private final String name;
  private final SvgWriter out = new SvgWriter();

  private SvgText(GraphModel model, String name) {
    this.model = model;
    this.drawing = Drawing.of(model);
    this.name = name;
  }

  static String of(GraphModel model, String name) {
    return new SvgText(model, name).write();
  }

  private String write() {
    double heading = Math.max(Face.width(name, 20), Face.width(Legend.sentence(model), Face.SMALL));
    double inner = Math.max(NARROWEST, Math.max(drawing.layout().width(), heading));
    SvgLegend legend = new SvgLegend(model, inner);
    double below = HEADING + drawing.layout().height() + 44;
    double width = inner + 2 * MARGIN;
    double height = below + legend.height() + MARGIN;

    begin(width, height);
    out.text("text", name, "class", "heading", "x", MARGIN, "y", 52.0);
    out.text("text", Legend.sentence(model), "x", MARGIN, "y", 74.0);
    moved((width - drawing.layout().width()) / 2, HEADING);
    drawing.curves().forEach(this::curve);
    for (int i = 0; i < model.vertices().size(); i++) {
      box(model.service(i), drawing.faces().get(i), drawing.layout().boxes().get(i));
    }
    drawing.tabs().forEach(this::tab);
    out.end("g");
    moved(MARGIN, below);
    legend.write(out);
    out.end("g");
    return out.end("svg").toString();
  }

  private void begin(double width, double height) {
    String w = SvgWriter.number(Math.ceil(width));
    String h = SvgWriter.number(Math.ceil(height));
    out.begin(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "photon",
        "width",
        w,
        "height",
        h,
        "viewBox",
        "0 0 " + w + " " + h,
        "role",
        "img",
        "aria-labelledby",
        "photon-title photon-desc");
    out.text("title", name, "id", "photon-title");
    out.text("desc", description(), "id", "photon-desc");
    out.raw("<style>\n" + SvgStyle.css() + "</style>\n");
    out.empty("rect", "class", "page", "width", w, "height", h);
  }

  private String description() {
    String arrows =
        model.arrows().stream()
            .limit(MOST_SENTENCES)
            .map(arrow -> Legend.sentence(model, arrow) + ". ")
            .collect(Collectors.joining());
    int more = model.arrows().size() - MOST_SENTENCES;
    return Legend.sentence(model) + ". " + arrows + (more > 0 ? "And " + more + " more." : "");
  }

  private void moved(double x, double y) {
    out.begin(
        "g", "transform", "translate(" + SvgWriter.number(x) + " " + SvgWriter.number(y) + ")");
  }

  private void curve(Curve curve) {
    String kind = kind(curve.arrow().kind());
    out.begin("g").text("title", Legend.sentence(model, curve.arrow()));
    out.empty("path", "class", "way " + kind, "d", path(curve.points()));
    out.empty("path", "class", "head " + kind, "d", head(curve)).end("g");
  }

  static String kind(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String path(List<Point> points) {
    StringBuilder path = new StringBuilder("M").append(at(points.get(0)));
    for (int i = 1; i < points.size(); i++) {
      Point last = points.get(i - 1);
      Point next = points.get(i);
      if (i % 2 == 1 && at(last).equals(at(next))) {
        continue;
      }
      if (SvgWriter.number(last.x()).equals(SvgWriter.number(next.x()))) {
        path.append('V').append(SvgWriter.number(next.y()));
      } else {
        double half = (last.y() + next.y()) / 2;
        path.append('C').append(at(new Point(last.x(), half)));
        path.append(' ').append(at(new Point(next.x(), half)));
        path.append(' ').append(at(next));
      }
    }
    return path.toString();
  }

  private static String head(Curve curve) {
    Point base = curve.points().get(curve.points().size() - 1);
    Point tip = curve.tip();
    return "M"
        + at(tip)
        + "L"
        + at(new Point(base.x() - 5, base.y()))
        + "H"
        + SvgWriter.number(base.x() + 5)
        + "Z";
  }

  private static String at(Point point) {
    return SvgWriter.number(point.x()) + " " + SvgWriter.number(point.y());
  }

  private void box(Optional<ServiceVertex> service, Face face, Box box) {
    moved(box.left(), box.top());
    out.text("title", service.map(s -> s.name() + ": " + s.image()).orElse("anyone"));
    out.empty(
        "rect",
        "class",
        service.isPresent() ? "box" : "gate",
        "width",
        box.width(),
        "height",
        box.height(),
        "rx",
        service.isPresent() ? 10.0 : box.height() / 2);
    for (Line line : face.lines()) {
      out.text("text", line.text(), "class", line.style(), "x", line.x(), "y", line.y());
    }
    face.chips().forEach(chip -> chip(out, chip));
    out.end("g");
  }

  static void chip(SvgWriter out, Chip chip) {
    out.empty(
        "rect",
        "class",
        chip.empty() ? "none" : SvgStyle.hue(chip.place()),
        "x",
        chip.x(),
        "y",
        chip.y(),
        "width",
        chip.width(),
        "height",
        Face.CHIP_HEIGHT,
        "rx",
        Face.CHIP_HEIGHT / 2);
    out.text(
        "text",
        chip.text(),
        "class",
        chip.empty() ? "image" : SvgStyle.hue(chip.place()),
        "x",
        chip.x() + chip.width() / 2,
        "y",
        chip.y() + 13.5,
        "text-anchor",
        "middle");
  }

  private void tab(Tab tab) {
    double width = Sockets.tabWidth(tab.label());
    out.empty(
        "rect",
        "class",
        "tab",
        "x",
        tab.x() - width / 2,
        "y",
        tab.y() - Drawing.TAB_HEIGHT / 2,
        "width",
        width,
        "height",
        Drawing.TAB_HEIGHT,
        "rx",
        5.0);
    out.text(
        "text",
        tab.label(),
        "class",
        "port",
        "x",
        tab.x(),
        "y",
        tab.y() + 4,
        "text-anchor",
        "middle");
  }
}
