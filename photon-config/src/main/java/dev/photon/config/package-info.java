/**
 * Deployment files: reading, following includes, merging, checking, and the values that come out.
 *
 * <p>Start at {@link dev.photon.config.ConfigLoader}: it returns a {@link dev.photon.config.Loaded}
 * that holds a {@link dev.photon.config.DeploymentConfig} or says, as {@link
 * dev.photon.config.Diagnostic}s with file, line and column, everything that is wrong. {@link
 * dev.photon.config.ConfigPrinter} writes a configuration back as one canonical document; {@link
 * dev.photon.config.Connections} tells who may reach whom in it.
 *
 * <p>Inside, text becomes a {@code Tree} whose every value knows its place; includes are merged as
 * trees; only then is anything checked, so that a problem in a merged value points at the line that
 * said so. Reading files is done by {@code IncludeGraph} alone; all else is pure.
 */
@NullMarked
package dev.photon.config;

import org.jspecify.annotations.NullMarked;
