/**
 * How long reading a deployment file takes, beside other readers of the same text. Run by {@code
 * dev/bench}, not by the tests.
 */
@NullMarked
package dev.photon.config.bench;

import org.jspecify.annotations.NullMarked;
