package dev.photon.cli.view.graph;

import dev.photon.cli.view.graph.LayeredLayout.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where on the top and bottom edges of boxes arrows begin and end: near where they lead, in that
 * order so that they do not cross there, and apart. Mutable while the wishes are collected.
 */
final class Sockets {
  static final double TAB_PAD = 7;
  static final double PLAIN = 16;

  /** From this many on, arrows out of a box move together. */
  private static final int MANY = 30;

  private static final double INSET = 14;
  private static final double GAP = 6;

  /** How far a port follows those who come; their arrows can bend, so it stays near the middle. */
  private static final double PORT_FOLLOWS = 0.4;

  /** One place on an edge; all arrows that share it have the same key. */
  record Key(int vertex, boolean top, String what) {}

  private static final class Socket {
    private final double width;
    private double sum;
    private int count;
    private double x;

    Socket(double width) {
      this.width = width;
    }

    double aim() {
      return sum / count;
    }
  }

  private final Map<Key, Socket> sockets = new LinkedHashMap<>();
  private final List<Box> boxes;

  Sockets(List<Box> boxes) {
    this.boxes = boxes;
  }

  /** How wide the tab of a port is. */
  static double tabWidth(String label) {
    return Face.width(label, Face.SMALL) + 2 * TAB_PAD;
  }

  /** How wide each of so many beginnings is. */
  static double outWidth(int count) {
    return PLAIN * Math.min(1, (double) MANY / Math.max(1, count));
  }

  /** How wide a box must be for all of its sockets on one edge. */
  static double boxWidth(double tabs, int numberOfTabs, int outs) {
    return 2 * INSET + tabs + GAP * (numberOfTabs + 1) + PLAIN + outs * outWidth(outs);
  }

  /** Wishes for a port, or for the end of an arrow without one, that is reached from there. */
  void wishEnd(Key key, double width, double from) {
    double middle = boxes.get(key.vertex()).middle();
    wish(key, width, middle + (from - middle) * PORT_FOLLOWS);
  }

  /** Wishes for the beginning of an arrow that leads there. */
  void wishBegin(Key key, double width, double towards) {
    wish(key, width, towards);
  }

  private void wish(Key key, double width, double aim) {
    Socket socket = sockets.computeIfAbsent(key, k -> new Socket(width));
    socket.sum += aim;
    socket.count++;
  }

  /** Wishes again, now that it is known better, for one that has its place. */
  void wishAgain(Key key, double towards) {
    Socket socket = socket(key);
    socket.sum = towards;
    socket.count = 1;
  }

  /** Gives each the place that is nearest to its wish. */
  void settle() {
    Map<Key, List<Socket>> edges = new LinkedHashMap<>();
    sockets.forEach(
        (key, socket) ->
            edges
                .computeIfAbsent(new Key(key.vertex(), key.top(), ""), k -> new ArrayList<>())
                .add(socket));
    edges.forEach((edge, row) -> settle(boxes.get(edge.vertex()), row));
  }

  private static void settle(Box box, List<Socket> row) {
    row.sort(Comparator.comparingDouble(Socket::aim));
    double[] offsets = new double[row.size()];
    for (int i = 1; i < row.size(); i++) {
      boolean tab = row.get(i - 1).width > PLAIN || row.get(i).width > PLAIN;
      offsets[i] = offsets[i - 1] + (row.get(i - 1).width + row.get(i).width) / 2 + (tab ? GAP : 0);
    }
    double[] wished = new double[row.size()];
    double[] weights = new double[row.size()];
    for (int i = 0; i < row.size(); i++) {
      wished[i] = row.get(i).aim() - offsets[i];
      weights[i] = row.get(i).count;
    }
    double[] settled = Columns.nondecreasing(wished, weights);
    int last = row.size() - 1;
    double least = box.left() + INSET + row.get(0).width / 2;
    double most = box.right() - INSET - row.get(last).width / 2 - offsets[last];
    for (int i = 0; i < row.size(); i++) {
      row.get(i).x = Math.max(least, Math.min(most, settled[i])) + offsets[i];
    }
  }

  /** The middle of a socket that was wished for. */
  double x(Key key) {
    return socket(key).x;
  }

  private Socket socket(Key key) {
    Socket socket = sockets.get(key);
    if (socket == null) {
      throw new IllegalArgumentException("nobody wished for " + key);
    }
    return socket;
  }
}
