package dev.photon.spi.api;

import dev.photon.crypto.Identity;
import java.util.Optional;

/**
 * Who calls, as proven by the transport.
 *
 * @param identity the caller's; empty without a client certificate (first contact)
 * @param addressed which of the server's own identities the caller reached: one port may serve many
 */
public record Caller(Optional<Identity> identity, Identity addressed) {}
