package dev.photon.cli.view.graph;

import dev.photon.cli.view.graph.GraphModel.Arrow;
import dev.photon.cli.view.graph.GraphModel.Kind;
import dev.photon.cli.view.graph.LayeredLayout.Bend;
import dev.photon.cli.view.graph.LayeredLayout.Box;
import dev.photon.cli.view.graph.LayeredLayout.Row;
import dev.photon.cli.view.graph.LayeredLayout.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model on the page: boxes with their faces, ports as tabs on the edges of boxes, arrows as
 * curves that are upright wherever they begin, end or pass through a row.
 */
record Drawing(List<Face> faces, LayeredLayout layout, List<Tab> tabs, List<Curve> curves) {
  static final double TAB_HEIGHT = 18;
  static final double HEAD = 8;

  private static final int MOST_VERTICES = 400;
  private static final int MOST_ARROWS = 2_000;
  private static final double LANE = 9;

  /** A port where arrows arrive, by its middle. */
  record Tab(String label, double x, double y) {}

  /** A point on the page. */
  record Point(double x, double y) {}

  /**
   * An arrow's way. Between an even point and the next it is straight, from there to the next even
   * one a curve.
   *
   * @param tip where it points to, straight on from the last point
   */
  record Curve(Arrow arrow, List<Point> points, Point tip) {}

  /** Whether a model is small enough to be laid out, and seen. */
  static boolean fits(GraphModel model) {
    return model.vertices().size() <= MOST_VERTICES && model.arrows().size() <= MOST_ARROWS;
  }

  static Drawing of(GraphModel model) {
    Lanes lanes = Lanes.of(model);
    List<Face> faces = faces(model);
    LayeredLayout layout =
        LayeredLayout.of(
            faces.stream().map(face -> new Size(face.width(), face.height())).toList(),
            lanes.links());
    return new Pen(model, faces, layout, lanes).drawing();
  }

  private static List<Face> faces(GraphModel model) {
    int count = model.vertices().size();
    List<Map<String, Double>> tabs = new ArrayList<>();
    List<List<String>> own = new ArrayList<>();
    int[] outs = new int[count];
    for (int i = 0; i < count; i++) {
      tabs.add(new TreeMap<>());
      own.add(new ArrayList<>());
    }
    for (Arrow arrow : model.arrows()) {
      if (arrow.from() == arrow.to()) {
        own.get(arrow.to()).add(arrow.label());
        continue;
      }
      outs[arrow.from()]++;
      if (arrow.kind() != Kind.NEEDS) {
        tabs.get(arrow.to()).put(arrow.label(), Sockets.tabWidth(arrow.label()));
      }
    }
    List<Face> faces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double taken = tabs.get(i).values().stream().mapToDouble(width -> width).sum();
      double least = Sockets.boxWidth(taken, tabs.get(i).size(), outs[i]);
      faces.add(Face.of(model.service(i), least, own.get(i)));
    }
    return faces;
  }

  /** Arrows between the same two vertices are one link to the layout, and lanes of it here. */
  private record Lanes(List<Link> links, List<List<Integer>> arrows) {
    private record Ends(int from, int to) {}

    static Lanes of(GraphModel model) {
      Map<Ends, List<Integer>> arrows = new LinkedHashMap<>();
      for (int i = 0; i < model.arrows().size(); i++) {
        Arrow arrow = model.arrows().get(i);
        if (arrow.from() != arrow.to()) {
          arrows
              .computeIfAbsent(new Ends(arrow.from(), arrow.to()), ends -> new ArrayList<>())
              .add(i);
        }
      }
      List<Link> links = new ArrayList<>();
      arrows.forEach(
          (ends, each) -> links.add(new Link(ends.from(), ends.to(), each.size() * LANE)));
      return new Lanes(links, List.copyOf(arrows.values()));
    }
  }

  private interface Lane {
    /** One arrow, and how far from its link it keeps. */
    void accept(int number, List<Bend> bends, double aside);
  }

  /** Draws once. */
  private static final class Pen {
    private final GraphModel model;
    private final List<Face> faces;
    private final LayeredLayout layout;
    private final Lanes lanes;
    private final Sockets sockets;
    private final Map<Sockets.Key, Tab> tabs = new LinkedHashMap<>();
    private final int[] outs;

    Pen(GraphModel model, List<Face> faces, LayeredLayout layout, Lanes lanes) {
      this.model = model;
      this.faces = faces;
      this.layout = layout;
      this.lanes = lanes;
      this.sockets = new Sockets(layout.boxes());
      this.outs = new int[faces.size()];
    }

    Drawing drawing() {
      for (Arrow arrow : model.arrows()) {
        outs[arrow.from()]++;
      }
      for (int link = 0; link < lanes.links().size(); link++) {
        for (int arrow : lanes.arrows().get(link)) {
          wish(link, arrow);
        }
      }
      sockets.settle();
      // Ports have their places now; where an arrow begins can be just above.
      forEachLane(
          (number, bends, aside) ->
              sockets.wishAgain(begin(number), curve(number, bends, aside).points().get(2).x()));
      sockets.settle();
      List<Curve> curves = new ArrayList<>();
      forEachLane((number, bends, aside) -> curves.add(curve(number, bends, aside)));
      return new Drawing(faces, layout, List.copyOf(tabs.values()), curves);
    }

    private void forEachLane(Lane action) {
      for (int link = 0; link < lanes.links().size(); link++) {
        List<Integer> arrows = lanes.arrows().get(link);
        for (int lane = 0; lane < arrows.size(); lane++) {
          double aside = (lane - (arrows.size() - 1) / 2.0) * LANE;
          action.accept(arrows.get(lane), layout.bends().get(link), aside);
        }
      }
    }

    private void wish(int link, int number) {
      Arrow arrow = model.arrows().get(number);
      Box from = layout.boxes().get(arrow.from());
      Box to = layout.boxes().get(arrow.to());
      List<Bend> bends = layout.bends().get(link);
      double first = bends.isEmpty() ? to.middle() : bends.get(0).x();
      double last = bends.isEmpty() ? from.middle() : bends.get(bends.size() - 1).x();
      sockets.wishBegin(begin(number), Sockets.outWidth(outs[arrow.from()]), first);
      double width = arrow.kind() == Kind.NEEDS ? Sockets.PLAIN : Sockets.tabWidth(arrow.label());
      sockets.wishEnd(end(arrow), width, last);
    }

    private Sockets.Key begin(int number) {
      Arrow arrow = model.arrows().get(number);
      return new Sockets.Key(arrow.from(), !down(arrow), "out " + number);
    }

    private Sockets.Key end(Arrow arrow) {
      return new Sockets.Key(arrow.to(), down(arrow), arrow.label());
    }

    private boolean down(Arrow arrow) {
      return layout.boxes().get(arrow.from()).row() < layout.boxes().get(arrow.to()).row();
    }

    private Curve curve(int number, List<Bend> bends, double aside) {
      Arrow arrow = model.arrows().get(number);
      boolean down = down(arrow);
      Box from = layout.boxes().get(arrow.from());
      Box to = layout.boxes().get(arrow.to());
      List<Point> points = new ArrayList<>();
      double x = sockets.x(begin(number));
      points.add(new Point(x, down ? from.bottom() : from.top()));
      points.add(new Point(x, exit(from.row(), down)));
      for (Bend bend : bends) {
        points.add(new Point(bend.x() + aside, exit(bend.row(), !down)));
        points.add(new Point(bend.x() + aside, exit(bend.row(), down)));
      }
      double end = sockets.x(end(arrow));
      double border = down ? to.top() : to.bottom();
      double tab = arrow.kind() == Kind.NEEDS ? 0 : TAB_HEIGHT / 2;
      double back = (tab + HEAD) * (down ? -1 : 1);
      points.add(new Point(end, exit(to.row(), !down) + back));
      points.add(new Point(end, border + back));
      if (arrow.kind() != Kind.NEEDS) {
        tabs.put(end(arrow), new Tab(arrow.label(), end, border));
      }
      return new Curve(arrow, points, new Point(end, border + (down ? -tab : tab)));
    }

    /** Where a way leaves a row, downwards or upwards. */
    private double exit(int row, boolean down) {
      Row band = layout.rows().get(row);
      return down ? band.bottom() : band.top();
    }
  }
}
