package dev.photon.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the values of merged files stand over, by the place of the one that won. */
final class Overridden {
  private static final int MOST_SHOWN = 3;

  private final Map<Place, List<Place>> places = new HashMap<>();

  /** A merged tree: whatever beat something in it is remembered. */
  void add(Tree tree) {
    if (tree instanceof Tree.Mapping mapping) {
      for (Tree.Entry entry : mapping.entries().values()) {
        List<Place> beaten = entry.beaten();
        if (!beaten.isEmpty()) {
          places.put(entry.value().place(), beaten);
          places.put(entry.key(), beaten);
        }
        add(entry.value());
      }
    } else if (tree instanceof Tree.Sequence sequence) {
      sequence.items().forEach(this::add);
    }
  }

  List<Place> by(Place winner) {
    List<Place> beaten = places.getOrDefault(winner, List.of());
    return beaten.size() <= MOST_SHOWN ? beaten : beaten.subList(0, MOST_SHOWN);
  }
}
