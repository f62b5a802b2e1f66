/**
 * What a person or a script sees: tables, progress, diagnostics, and the same as data.
 *
 * <p>Start at {@link dev.photon.cli.view.Console}. Nothing here decides anything.
 */
@NullMarked
package dev.photon.cli.view;

import org.jspecify.annotations.NullMarked;
