/**
 * The servers: each wires the parts of one role, serves, and ends in good order.
 *
 * <p>Each role's wiring is a Dagger component of a screenful; decisions live in the core.
 */
@NullMarked
package dev.photon.cli.serve;

import org.jspecify.annotations.NullMarked;
