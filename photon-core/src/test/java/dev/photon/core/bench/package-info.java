/**
 * How long it takes to match and to renew a million offers, beside SQLite. Run by {@code
 * dev/bench}, not by the tests.
 */
@NullMarked
package dev.photon.core.bench;

import org.jspecify.annotations.NullMarked;
