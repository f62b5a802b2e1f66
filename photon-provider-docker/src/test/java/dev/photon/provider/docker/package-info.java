/**
 * Tests of the Docker provider: pure parts everywhere, {@code *IT} on the engine of {@code
 * DOCKER_HOST}.
 */
@NullMarked
package dev.photon.provider.docker;

import org.jspecify.annotations.NullMarked;
