package dev.photon.core.datacenter;

import dev.photon.config.Resources;
import dev.photon.core.match.Leasing;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import java.util.Optional;

/**
 * Whether a part has room. What is desired counts, not what runs already: two metacenters that race
 * for the last place get one part and one refusal. The surge of a roll-out is not reserved. Pure.
 */
final class Room {
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
    Resources free = capacity.total().less(others);
    if (needed.fitsIn(free) || needed.fitsIn(before)) {
      return Optional.empty();
    }
    return Leasing.shortage(needed, free).map(lacks -> "the nodes need " + lacks);
  }

  private static String text(Resources r) {
    return "%s cpus, %s memory, %s disk".formatted(r.cpuText(), r.memoryText(), r.diskText());
  }
}
