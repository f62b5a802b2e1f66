package dev.photon.spi.api;

import java.time.Instant;

/** A node as its datacenter last saw it. */
public record NodeStatus(NodeId id, NodeState state, long revision, String detail, Instant since) {}
