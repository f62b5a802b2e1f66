/** Tests of the simulated datacenter, and of the kit by which it is judged. */
@NullMarked
package dev.photon.core.simulated;

import org.jspecify.annotations.NullMarked;
