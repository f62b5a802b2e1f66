/**
 * Keys, certificates and mutual TLS: who somebody is, and how the other side checks it.
 *
 * <p>Start at {@link dev.photon.crypto.Identity} (role and id as one URI) and {@link
 * dev.photon.crypto.CertificateAuthority}, which issues certificates for identities. {@link
 * dev.photon.crypto.PeerVerifier} is the one check of every certificate that a peer presents;
 * {@link dev.photon.crypto.TlsContexts} plugs it and the own {@link dev.photon.crypto.Credentials}
 * into TLS 1.3, and {@link dev.photon.crypto.KeyStoreDirectory} keeps them on disk.
 */
@NullMarked
package dev.photon.crypto;

import org.jspecify.annotations.NullMarked;
