package dev.photon.spi.api;

import java.time.Instant;
import java.util.Optional;

/** A deployment of an account. */
public record MetacenterSummary(
    DeploymentId id, String name, Instant created, Optional<Endpoint> endpoint) {}
