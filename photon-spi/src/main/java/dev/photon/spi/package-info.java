/**
 * The contracts that plug-ins implement: a datacenter's infrastructure, a transport, a notifier.
 *
 * <p>Start at {@link dev.photon.spi.DatacenterBackend}, {@link dev.photon.spi.Transport} or {@link
 * dev.photon.spi.Notifier}; each has a {@code …Provider} that {@link java.util.ServiceLoader}
 * finds. What the transports carry is in {@link dev.photon.spi.api}. The conformance kits are in
 * this module's test-jar.
 */
@NullMarked
package dev.photon.spi;

import org.jspecify.annotations.NullMarked;
