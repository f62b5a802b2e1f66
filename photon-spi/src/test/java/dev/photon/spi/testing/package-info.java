/** Conformance kits: a backend, transport or notifier passes the kit of its contract. */
@NullMarked
package dev.photon.spi.testing;

import org.jspecify.annotations.NullMarked;
