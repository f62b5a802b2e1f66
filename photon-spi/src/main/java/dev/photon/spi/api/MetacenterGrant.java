package dev.photon.spi.api;

import java.util.Optional;

/**
 * A metacenter that was asked for.
 *
 * @param place empty while no host has launched it: ask again with the same key
 */
public record MetacenterGrant(DeploymentId id, Optional<MetacenterPlace> place) {}
