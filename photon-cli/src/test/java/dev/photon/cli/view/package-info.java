/** How data and tables look. */
@NullMarked
package dev.photon.cli.view;

import org.jspecify.annotations.NullMarked;
