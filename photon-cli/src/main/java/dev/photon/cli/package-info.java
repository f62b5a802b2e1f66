/**
 * The {@code photon} program: a thin consumer of the SDK.
 *
 * <p>{@link dev.photon.cli.Photon} is its main class. What can be typed is in {@code command}, the
 * servers are wired in {@code serve}, and {@code view} turns values into text.
 */
@NullMarked
package dev.photon.cli;

import org.jspecify.annotations.NullMarked;
