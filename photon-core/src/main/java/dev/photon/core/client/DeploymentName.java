package dev.photon.core.client;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What a deployment is called by its owner: a DNS label of at most 40 characters. */
public record DeploymentName(String value) implements Comparable<DeploymentName> {
  private static final int LONGEST = 40;

  /** Throws {@link IllegalArgumentException}, with a sentence for a person, on anything else. */
  public DeploymentName {
    if (value.length() > LONGEST || !value.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?")) {
      throw new IllegalArgumentException(
          "a deployment's name must be 1 to "
              + LONGEST
              + " of a-z, 0-9 and '-', with no '-' at its ends");
    }
  }

  /**
   * The name of the folder that a file is in, made to a name for a deployment; empty when nothing
   * is left of it.
   */
  public static Optional<DeploymentName> ofFolder(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || folder.getFileName() == null) {
      return Optional.empty();
    }
    String label =
        folder.getFileName().toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    label = label.substring(0, Math.min(label.length(), LONGEST));
    label = label.replaceAll("^-+|-+$", "");
    return label.isEmpty() ? Optional.empty() : Optional.of(new DeploymentName(label));
  }

  @Override
  public int compareTo(DeploymentName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
