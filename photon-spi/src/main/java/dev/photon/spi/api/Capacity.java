package dev.photon.spi.api;

import dev.photon.config.Resources;

/**
 * What a datacenter has.
 *
 * @param largestNode the most that one node may have
 */
public record Capacity(Resources total, Resources free, Resources largestNode) {}
