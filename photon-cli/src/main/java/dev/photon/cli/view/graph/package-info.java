/**
 * Drawings of a deployment: its services, where they run, and who may reach whom.
 *
 * <p>{@link dev.photon.cli.view.graph.GraphModel} says what is to be seen; {@link
 * dev.photon.cli.view.graph.GraphFormat} writes it as SVG, Mermaid or DOT. For SVG the places are
 * found here: {@code LayeredLayout} is geometry alone, {@code Drawing} puts arrows and ports on it,
 * {@code SvgText} writes. All of it is pure, and the same model gives the same bytes.
 */
@NullMarked
package dev.photon.cli.view.graph;

import org.jspecify.annotations.NullMarked;
