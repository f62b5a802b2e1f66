/**
 * Finds the cheapest assignment of distinct datacenters to the entries of a deployment. Pure.
 *
 * <p>Start at {@link dev.photon.core.match.Matcher}.
 */
@NullMarked
package dev.photon.core.match;

import org.jspecify.annotations.NullMarked;
