/** What a person's program is promised: what is kept, and what is refused. */
@NullMarked
package dev.photon.core.client;

import org.jspecify.annotations.NullMarked;
