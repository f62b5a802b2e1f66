package dev.photon.spi.api;

import dev.photon.config.Region;
import java.time.Instant;
import java.util.Optional;

/** A datacenter of an account. */
public record DatacenterSummary(
    DatacenterId id, String name, Region region, Optional<Instant> offeredUntil) {}
