package dev.photon.config;

import java.util.Optional;

/**
 * A named requirement for the nodes of a service.
 *
 * @param resources what one node gets
 * @param maxPrice the most that one node may cost; empty for no limit
 */
public record Profile(
    ProfileName name, Lifetime lifetime, Resources resources, Optional<Price> maxPrice) {

  /** Throws {@link IllegalArgumentException} if a node would get no processor or no memory. */
  public Profile {
    if (resources.milliCpu() == 0 || resources.memoryBytes() == 0) {
      throw new IllegalArgumentException("profile " + name + " has no cpu or no memory");
    }
  }
}
