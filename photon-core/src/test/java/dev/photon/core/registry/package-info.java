/** Tests of the registry over its views, with certificates made by its real authority. */
@NullMarked
package dev.photon.core.registry;

import org.jspecify.annotations.NullMarked;
