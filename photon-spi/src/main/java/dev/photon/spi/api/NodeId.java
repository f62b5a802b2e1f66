package dev.photon.spi.api;

import dev.photon.config.ServiceName;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One node: the n-th incarnation in a slot of a service. Chosen by who decides, never by the
 * infrastructure, so that creating is idempotent. Written {@code shop/web/3#2}.
 *
 * @param slot a place for a node, from 0
 * @param incarnation the n-th node in the slot, from 1
 */
public record NodeId(DeploymentId deployment, ServiceName service, int slot, int incarnation)
    implements Comparable<NodeId> {
  private static final Pattern TEXT =
      Pattern.compile("([a-z0-9-]+)/([a-z0-9-]+)/([0-9]{1,9})#([0-9]{1,9})");
  private static final Comparator<NodeId> ORDER =
      Comparator.comparing(NodeId::deployment)
          .thenComparing(NodeId::service)
          .thenComparingInt(NodeId::slot)
          .thenComparingInt(NodeId::incarnation);

  public NodeId {
    if (slot < 0 || incarnation < 1) {
      throw new IllegalArgumentException(
          "slot must be from 0, incarnation from 1: " + slot + "#" + incarnation);
    }
  }

  public static NodeId parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("not a node id such as shop/web/3#2: '" + text + "'");
    }
    return new NodeId(
        new DeploymentId(m.group(1)),
        new ServiceName(m.group(2)),
        Integer.parseInt(m.group(3)),
        Integer.parseInt(m.group(4)));
  }

  @Override
  public int compareTo(NodeId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return deployment + "/" + service + "/" + slot + "#" + incarnation;
  }
}
