/**
 * Where included files come from: addresses, bytes, identity, bounds, locks and a cache. Nothing
 * here knows YAML or the rest of Photon's configuration.
 *
 * <p>Start at {@link dev.photon.config.include.IncludeResolver}: it reads one file, and is what a
 * program replaces that keeps its files elsewhere. {@link
 * dev.photon.config.include.IncludeAddress#resolve} says which file a name means. {@link
 * dev.photon.config.include.IncludeLock} and {@link dev.photon.config.include.IncludeCache} wrap a
 * resolver, so that what is read tomorrow is what was read today.
 */
@NullMarked
package dev.photon.config.include;

import org.jspecify.annotations.NullMarked;
