package dev.photon.core.datacenter;

import dev.photon.config.Lifetime;
import dev.photon.config.Region;
import dev.photon.spi.api.PriceList;

/**
 * What a datacenter's operator decides to offer; the capacity is its backend's.
 *
 * @param commitment the longest lifetime that a node is kept for
 * @param simulated whether the nodes are only simulated
 */
public record Offering(
    String name, Region region, Lifetime commitment, PriceList prices, boolean simulated) {}
