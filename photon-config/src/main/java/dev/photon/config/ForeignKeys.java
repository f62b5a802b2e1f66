package dev.photon.config;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;

/** Keys of other programs' files that have no like here: what takes their place. */
final class ForeignKeys {
  private static final Map<String, String> INSTEAD =
      ImmutableMap.<String, String>builder()
          .put("build", "images are not built here: name a finished one with 'image'")
          .put("container_name", "nodes are reached by the name of their service")
          .put("deploy", "how many nodes run, and where, stands under deployment.services")
          .put("entrypoint", "'args' stands instead of the image's own command")
          .put("env_file", "write ${NAME} for the values, and name the file with --env-file")
          .put("hostname", "nodes are reached by the name of their service")
          .put("limits", "sizes are said by profiles, as 'qos: {cpu: 1, memory: 512MiB}'")
          .put("links", "'depends-on' orders the start, 'expose' says who may connect")
          .put("networks", "there are no networks to name: 'expose' says who may connect")
          .put("nodes", "how many nodes run, and where, stands under deployment.services")
          .put("placement", "datacenters and their regions stand under deployment.datacenters")
          .put("profiles", "profiles stand in each of deployment.datacenters")
          .put("region", "regions are said by deployment.datacenters")
          .put("replicas", "how many nodes run, and where, stands under deployment.services")
          .put("requests", "sizes are said by profiles, as 'qos: {cpu: 1, memory: 512MiB}'")
          .put("resources", "sizes are said by profiles, as 'qos: {cpu: 1, memory: 512MiB}'")
          .put("restart", "nodes that fail are replaced in any case: remove it")
          .put("scale", "how many nodes run, and where, stands under deployment.services")
          .put("volumes", "there are no volumes: 'disk' of a profile sizes a node's own disk")
          .buildOrThrow();

  private ForeignKeys() {}

  /** What to do instead of a key that people bring from elsewhere. */
  static Optional<String> instead(String key) {
    return Optional.ofNullable(INSTEAD.get(key));
  }
}
