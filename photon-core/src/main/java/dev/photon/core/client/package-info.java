/**
 * What a person's program does with Photon: accounts at registries, and deployments from their
 * creation to their end. The command line is a thin user of it, and so may be any other program.
 *
 * <p>Start at {@link dev.photon.core.client.PhotonClient}. Keys are made here and never leave; what
 * is remembered is kept in one folder of the user, which only they can read.
 */
@NullMarked
package dev.photon.core.client;

import org.jspecify.annotations.NullMarked;
