package dev.photon.spi.api;

/**
 * A node to be made.
 *
 * @param revision of the deployment that asked for it
 * @param epoch of the datacenter's part in the deployment
 */
public record NodeSpec(NodeId id, NodeTemplate template, long revision, long epoch) {}
