/** Drawings: geometry by property, and what is written by readers of its own. */
@NullMarked
package dev.photon.cli.view.graph;

import org.jspecify.annotations.NullMarked;
