/** Tests of the gateway, with real sockets on this machine. */
@NullMarked
package dev.photon.core.gateway;

import org.jspecify.annotations.NullMarked;
