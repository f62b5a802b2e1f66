package dev.photon.spi.api;

import dev.photon.crypto.SigningRequest;

/**
 * A public key, with the proof that its sender has the private one: a request signed over a nonce.
 */
public record KeyProof(SigningRequest request, Nonce nonce) {}
