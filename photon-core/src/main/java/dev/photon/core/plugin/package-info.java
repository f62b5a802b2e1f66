/**
 * Finds the plug-ins on the class path: backends, transports, notifiers.
 *
 * <p>Start at {@link dev.photon.core.plugin.Plugins}, the one caller of {@link
 * java.util.ServiceLoader}.
 */
@NullMarked
package dev.photon.core.plugin;

import org.jspecify.annotations.NullMarked;
