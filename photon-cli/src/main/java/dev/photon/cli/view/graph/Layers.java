package dev.photon.cli.view.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds a layer for each vertex: links lead downwards, from layer to layer. Links of a cycle that
 * would not are turned around for this. Linear in vertices and links.
 */
final class Layers {
  private final int count;
  private final List<List<Integer>> below = new ArrayList<>();

  private Layers(int count) {
    this.count = count;
    for (int i = 0; i < count; i++) {
      below.add(new ArrayList<>());
    }
  }

  /**
   * The layer of each vertex, from 0. None is empty.
   *
   * @param widest the most vertices in a layer; one with more is made into several
   */
  static int[] of(int count, List<Link> links, int widest) {
    Layers layers = new Layers(count);
    links.forEach(link -> layers.below.get(link.from()).add(link.to()));
    layers.turnCycles();
    int[] layer = layers.longestPaths();
    layers.lowerSources(layer);
    layers.sinkLonely(layer, links);
    return split(layer, widest);
  }

  /** Depth first in order; what leads back to a vertex on the path is turned around. */
  private void turnCycles() {
    boolean[] seen = new boolean[count];
    boolean[] onPath = new boolean[count];
    int[] next = new int[count];
    List<int[]> turned = new ArrayList<>();
    ArrayDeque<Integer> path = new ArrayDeque<>();
    for (int root = 0; root < count; root++) {
      if (!seen[root]) {
        seen[root] = true;
        onPath[root] = true;
        path.push(root);
      }
      while (!path.isEmpty()) {
        int vertex = path.element();
        List<Integer> targets = below.get(vertex);
        if (next[vertex] == targets.size()) {
          onPath[path.pop()] = false;
          continue;
        }
        int target = targets.get(next[vertex]++);
        if (onPath[target]) {
          turned.add(new int[] {vertex, target});
        } else if (!seen[target]) {
          seen[target] = true;
          onPath[target] = true;
          path.push(target);
        }
      }
    }
    for (int[] link : turned) {
      below.get(link[0]).remove(Integer.valueOf(link[1]));
      below.get(link[1]).add(link[0]);
    }
  }

  private int[] longestPaths() {
    int[] above = new int[count];
    below.forEach(targets -> targets.forEach(target -> above[target]++));
    int[] layer = new int[count];
    ArrayDeque<Integer> free = new ArrayDeque<>();
    for (int i = 0; i < count; i++) {
      if (above[i] == 0) {
        free.add(i);
      }
    }
    while (!free.isEmpty()) {
      int vertex = free.remove();
      for (int target : below.get(vertex)) {
        layer[target] = Math.max(layer[target], layer[vertex] + 1);
        if (--above[target] == 0) {
          free.add(target);
        }
      }
    }
    return layer;
  }

  /** What nobody connects to stands just above what it connects to; but the first vertex on top. */
  private void lowerSources(int[] layer) {
    for (int i = 1; i < count; i++) {
      if (layer[i] == 0) {
        int nearest = below.get(i).stream().mapToInt(target -> layer[target]).min().orElse(1);
        layer[i] = nearest - 1;
      }
    }
  }

  /** What has no link at all stands below everything. */
  private void sinkLonely(int[] layer, List<Link> links) {
    boolean[] linked = new boolean[count];
    for (Link link : links) {
      linked[link.from()] = true;
      linked[link.to()] = true;
    }
    int last = -1;
    for (int i = 0; i < count; i++) {
      last = linked[i] ? Math.max(last, layer[i]) : last;
    }
    for (int i = 0; i < count; i++) {
      layer[i] = linked[i] ? layer[i] : last + 1;
    }
  }

  private static int[] split(int[] layer, int widest) {
    int last = Arrays.stream(layer).max().orElse(-1);
    int[] sizes = new int[last + 1];
    for (int each : layer) {
      sizes[each]++;
    }
    int[] first = new int[last + 2];
    int[] chunk = new int[last + 1];
    for (int i = 0; i <= last; i++) {
      int rows = (sizes[i] + widest - 1) / widest;
      chunk[i] = rows == 0 ? 1 : (sizes[i] + rows - 1) / rows;
      first[i + 1] = first[i] + rows;
    }
    int[] taken = new int[last + 1];
    int[] result = new int[layer.length];
    for (int i = 0; i < layer.length; i++) {
      result[i] = first[layer[i]] + taken[layer[i]]++ / chunk[layer[i]];
    }
    return result;
  }
}
