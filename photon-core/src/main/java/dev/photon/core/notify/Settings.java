package dev.photon.core.notify;

import dev.photon.config.NotificationTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What targets of all types are checked for. */
final class Settings {
  private Settings() {}

  /** A fault for each setting that is none of the known; a list to add to. */
  static List<String> unknown(NotificationTarget target, List<String> known) {
    List<String> faults = new ArrayList<>();
    for (String name : new TreeSet<>(target.settings().keySet())) {
      if (!known.contains(name)) {
        faults.add(
            "'%s' is not a setting of type %s, which has: %s"
                .formatted(name, target.type(), String.join(", ", known)));
      }
    }
    return faults;
  }
}
