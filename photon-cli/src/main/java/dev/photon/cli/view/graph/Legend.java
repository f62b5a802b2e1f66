package dev.photon.cli.view.graph;

import dev.photon.cli.view.Words;
import dev.photon.cli.view.graph.GraphModel.Arrow;
import dev.photon.cli.view.graph.GraphModel.Kind;
import dev.photon.cli.view.graph.GraphModel.Place;
import dev.photon.cli.view.graph.GraphModel.Run;
import dev.photon.cli.view.graph.GraphModel.ServiceVertex;
import java.util.ArrayList;
import java.util.List;

/** The words of a drawing: for its legend, and for those who do not see it. */
final class Legend {
  private static final int LONGEST_IMAGE = 36;
  private static final int MOST_RUNS = 12;

  private Legend() {}

  /** What is written about a service where there is room for lines of text; its name first. */
  static List<String> lines(ServiceVertex service) {
    List<String> lines = new ArrayList<>(List.of(service.name(), image(service.image())));
    if (service.runs().isEmpty()) {
      lines.add("not deployed");
    }
    service.runs().stream().limit(MOST_RUNS).map(Run::text).forEach(lines::add);
    if (service.runs().size() > MOST_RUNS) {
      lines.add("and " + (service.runs().size() - MOST_RUNS) + " more");
    }
    return lines;
  }

  /** A digest by its beginning; of what is long still, beginning and end. */
  static String image(String image) {
    int digest = image.indexOf("@sha256:");
    int kept = digest + "@sha256:".length() + 8;
    String text = digest >= 0 && kept < image.length() ? image.substring(0, kept) + "…" : image;
    return text.length() <= LONGEST_IMAGE
        ? text
        : text.substring(0, 11) + "…" + text.substring(text.length() - (LONGEST_IMAGE - 12));
  }

  /** What the whole shows, in a sentence. */
  static String sentence(GraphModel model) {
    long services = model.vertices().stream().filter(v -> v instanceof ServiceVertex).count();
    long needs = count(model, Kind.NEEDS);
    return Words.count(services, "service")
        + " in "
        + Words.count(model.places().size(), "datacenter")
        + ", "
        + Words.count(model.arrows().size() - needs, "allowed connection")
        + ", "
        + count(model, Kind.ANYONE)
        + " of them for anyone, "
        + needs
        + (needs == 1 ? " dependency" : " dependencies");
  }

  private static long count(GraphModel model, Kind kind) {
    return model.arrows().stream().filter(arrow -> arrow.kind() == kind).count();
  }

  /** {@code us-west, 3 nodes}. */
  static String place(Place place) {
    return place.region() + ", " + Words.count(place.nodes(), "node");
  }

  /** What one arrow says, in a sentence. */
  static String sentence(GraphModel model, Arrow arrow) {
    String from = model.name(arrow.from());
    String to = model.name(arrow.to());
    return arrow.kind() == Kind.NEEDS
        ? from + " waits for " + to
        : from + " may reach " + to + " by port " + arrow.label() + ", " + way(arrow.kind());
  }

  /** What a kind of arrow means. */
  static String way(Kind kind) {
    return switch (kind) {
      case ANYONE -> "from anywhere";
      case GLOBAL -> "from every datacenter";
      case LOCAL -> "in the same datacenter";
      case NEEDS -> "waits for";
    };
  }
}
