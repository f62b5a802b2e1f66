/** What a program does that embeds the reading of deployment files; sees public types only. */
@NullMarked
package dev.photon.config.example;

import org.jspecify.annotations.NullMarked;
