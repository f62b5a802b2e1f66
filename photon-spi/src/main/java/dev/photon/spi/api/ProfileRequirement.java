package dev.photon.spi.api;

import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.config.Resources;
import java.util.Optional;

/**
 * What is asked for one profile.
 *
 * @param nodes how many nodes use it
 */
public record ProfileRequirement(
    ProfileName profile, Lifetime lifetime, Resources size, int nodes, Optional<Price> maxPrice) {}
