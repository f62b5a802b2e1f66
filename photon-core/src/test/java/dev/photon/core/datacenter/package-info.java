/** Tests of the datacenter agent, in virtual time on a simulated infrastructure. */
@NullMarked
package dev.photon.core.datacenter;

import org.jspecify.annotations.NullMarked;
