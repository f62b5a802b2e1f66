/**
 * What the parts of Photon say to each other: three APIs and the values they carry.
 *
 * <p>Start at {@link dev.photon.spi.api.RegistryApi}, {@link dev.photon.spi.api.DatacenterApi} and
 * {@link dev.photon.spi.api.MetacenterApi}. All values are immutable. Every call may throw {@link
 * dev.photon.spi.api.ApiException}; a call that this build does not carry out yet answers {@link
 * dev.photon.spi.api.ApiException.Status#UNIMPLEMENTED}.
 */
@NullMarked
package dev.photon.spi.api;

import org.jspecify.annotations.NullMarked;
