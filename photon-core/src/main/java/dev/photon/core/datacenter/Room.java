package dev.photon.core.datacenter;

import dev.photon.config.Resources;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a part has room. What is desired counts, not what runs already: two metacenters that race
 * for the last place get one part and one refusal. The surge of a roll-out is not reserved. Pure.
 */
final class Room {
  private static final double MIB = 1 << 20;

  private Room() {}

  /**
   * What all nodes of a part together need.
   *
   * @throws ArithmeticException when that is more than can be counted
   */
  static Resources needed(DesiredDeployment part) {
    Resources sum = Resources.NONE;
    for (DesiredService service : part.services()) {
      sum = sum.plus(service.template().resources().times(service.nodes()));
    }
    return sum;
  }

  /** What is left of the total beside what is reserved; none of it negative. */
  static Resources left(Resources total, Resources reserved) {
    return new Resources(
        Math.max(0, total.milliCpu() - reserved.milliCpu()),
        Math.max(0, total.memoryBytes() - reserved.memoryBytes()),
        Math.max(0, total.diskBytes() - reserved.diskBytes()));
  }

  /** The smaller of both, resource by resource. */
  static Resources least(Resources a, Resources b) {
    return new Resources(
        Math.min(a.milliCpu(), b.milliCpu()),
        Math.min(a.memoryBytes(), b.memoryBytes()),
        Math.min(a.diskBytes(), b.diskBytes()));
  }

  /**
   * Why a part has no room, for people.
   *
   * @param before what the deployment has reserved already: a part that needs no more than that has
   *     room, even where the datacenter has shrunk meanwhile
   */
  static Optional<String> refusal(
      DesiredDeployment part, Resources before, Resources others, Capacity capacity) {
    for (DesiredService service : part.services()) {
      Resources one = service.template().resources();
      if (service.nodes() > 0 && !one.fitsIn(capacity.largestNode())) {
        return Optional.of(
            "a node of %s needs %s; the largest that there can be has %s"
                .formatted(service.name(), text(one), text(capacity.largestNode())));
      }
    }
    Resources needed;
    try {
      needed = needed(part);
    } catch (ArithmeticException e) {
      return Optional.of("the nodes need more than can be counted");
    }
    Resources free = left(capacity.total(), others);
    if (needed.fitsIn(free) || needed.fitsIn(before)) {
      return Optional.empty();
    }
    List<String> lacks = new ArrayList<>();
    if (needed.milliCpu() > free.milliCpu()) {
      lacks.add("%s cpus of %s".formatted(cpus(needed), cpus(free)));
    }
    if (needed.memoryBytes() > free.memoryBytes()) {
      lacks.add("%s memory of %s".formatted(mib(needed.memoryBytes()), mib(free.memoryBytes())));
    }
    if (needed.diskBytes() > free.diskBytes()) {
      lacks.add("%s disk of %s".formatted(mib(needed.diskBytes()), mib(free.diskBytes())));
    }
    return Optional.of("the nodes need " + String.join(", ", lacks) + " that are free");
  }

  private static String text(Resources r) {
    return "%s cpus, %s memory, %s disk"
        .formatted(cpus(r), mib(r.memoryBytes()), mib(r.diskBytes()));
  }

  private static String cpus(Resources r) {
    return r.milliCpu() % 1000 == 0
        ? Long.toString(r.milliCpu() / 1000)
        : r.milliCpu() / 1000.0 + "";
  }

  private static String mib(long bytes) {
    return Math.round(bytes / MIB) + "MiB";
  }
}
