package dev.photon.core.rollout;

import dev.photon.config.DeploymentConfig;
import dev.photon.config.Service;
import dev.photon.config.UpdatePolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * What the language can say and this build does not carry out. A deployment that says it is
 * refused: nothing of a file is ignored in silence.
 */
public final class NotYet {
  private NotYet() {}

  /** What of a deployment is not carried out, each as a path of its file; empty if all is. */
  public static List<String> of(DeploymentConfig config) {
    List<String> found = new ArrayList<>();
    for (Service service : config.services().values()) {
      if (service.health().isPresent()) {
        found.add("services." + service.name() + ".health");
      }
      if (service.update().onFailure() == UpdatePolicy.OnFailure.PAUSE) {
        found.add("services." + service.name() + ".update.on-failure");
      }
    }
    config
        .placements()
        .forEach(
            (service, where) ->
                where.forEach(
                    (datacenter, placement) -> {
                      if (placement.autoscaling().isPresent()) {
                        found.add("deployment.services." + service + "." + datacenter + ".nodes");
                      }
                    }));
    return found;
  }

  /** One sentence for whoever sent it. */
  public static String message(List<String> found) {
    return "not carried out by this build yet: " + String.join(", ", found);
  }
}
