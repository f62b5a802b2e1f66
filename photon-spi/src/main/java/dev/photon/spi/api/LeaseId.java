package dev.photon.spi.api;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One lease: that of a deployment for one of its assignments. The metacenter chooses it, so that
 * opening is idempotent, and a datacenter knows from a part which lease it goes by. Written {@code
 * shop-3f9a01bc/7}.
 *
 * @param epoch of the assignment, from 1
 */
public record LeaseId(DeploymentId deployment, long epoch) implements Comparable<LeaseId> {
  private static final Pattern TEXT = Pattern.compile("([a-z0-9-]{1,63})/([0-9]{1,19})");
  private static final Comparator<LeaseId> ORDER =
      Comparator.comparing(LeaseId::deployment).thenComparingLong(LeaseId::epoch);

  public LeaseId {
    if (epoch < 1) {
      throw new IllegalArgumentException("a lease's epoch must be from 1: " + epoch);
    }
  }

  /** Reads what {@link #toString} wrote. */
  public static LeaseId parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("not a lease's id such as shop-3f9a01bc/7");
    }
    return new LeaseId(new DeploymentId(m.group(1)), Long.parseLong(m.group(2)));
  }

  @Override
  public int compareTo(LeaseId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return deployment + "/" + epoch;
  }
}
