package dev.photon.config;

import java.util.Optional;

/**
 * A named requirement for the nodes of a service.
 *
 * @param resources what one node gets
 * @param maxPrice the most that one node may cost; empty for no limit
 */
public record Profile(
    ProfileName name, Lifetime lifetime, Resources resources, Optional<Price> maxPrice) {}
