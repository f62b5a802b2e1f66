/**
 * How a datacenter's nodes are reached from outside it.
 *
 * <p>Start at {@link dev.photon.core.gateway.Gateway}; the one with real ports is {@link
 * dev.photon.core.gateway.SocketGateway}.
 */
@NullMarked
package dev.photon.core.gateway;

import org.jspecify.annotations.NullMarked;
