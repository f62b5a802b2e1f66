/**
 * Datacenters on a Docker Engine.
 *
 * <p>Start at {@link dev.photon.provider.docker.DockerBackendProvider}, which opens a {@code
 * DockerBackend}: nodes are containers, and what exists is read back from the engine by label.
 */
@NullMarked
package dev.photon.provider.docker;

import org.jspecify.annotations.NullMarked;
