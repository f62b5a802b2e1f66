package dev.photon.spi.api;

import dev.photon.config.Resources;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What all nodes of a service in one datacenter have in common.
 *
 * @param env by name; values may be secrets and are never printed
 * @param ports sorted by number
 */
public record NodeTemplate(
    String image,
    List<String> args,
    Map<String, String> env,
    Resources resources,
    List<Port> ports) {
  public NodeTemplate {
    Ids.bounded("image", image, 512);
    args = List.copyOf(args);
    env = Collections.unmodifiableMap(new TreeMap<>(env));
    ports = List.copyOf(new TreeSet<>(ports));
  }

  /**
   * 32 hex digits that are equal for equal templates and, for all practical purposes, only for
   * those: a node with another fingerprint is out of date.
   */
  public String fingerprint() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
    add(digest, image);
    add(digest, Integer.toString(args.size()));
    args.forEach(arg -> add(digest, arg));
    env.forEach(
        (name, value) -> {
          add(digest, name);
          add(digest, value);
        });
    add(digest, resources.milliCpu() + " " + resources.memoryBytes() + " " + resources.diskBytes());
    ports.forEach(
        p ->
            add(digest, p.number() + " " + p.protocol() + " " + p.anyone() + " " + p.publicPort()));
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  /** Each part is preceded by its length, so that no two lists of parts read the same. */
  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  @Override
  public String toString() {
    return "NodeTemplate["
        + image
        + ", env "
        + env.keySet()
        + ", "
        + resources
        + ", "
        + ports
        + "]";
  }
}
