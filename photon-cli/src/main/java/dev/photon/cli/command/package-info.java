/**
 * The commands, one class each: they read what was typed, call the core, and show what it answers.
 *
 * <p>Start at {@link dev.photon.cli.command.Commands}. Only the class of the command that was typed
 * is loaded, so that a short command starts fast.
 */
@NullMarked
package dev.photon.cli.command;

import org.jspecify.annotations.NullMarked;
