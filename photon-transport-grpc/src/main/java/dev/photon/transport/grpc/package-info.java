/** To be described. */
@NullMarked
package dev.photon.transport.grpc;

import org.jspecify.annotations.NullMarked;
