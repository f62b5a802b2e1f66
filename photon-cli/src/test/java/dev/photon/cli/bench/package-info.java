/** What {@code dev/bench} runs of whole servers; no tests. */
@NullMarked
package dev.photon.cli.bench;

import org.jspecify.annotations.NullMarked;
