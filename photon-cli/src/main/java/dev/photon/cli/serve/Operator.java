package dev.photon.cli.serve;

import dev.photon.core.client.Account;
import dev.photon.crypto.Credentials;

/** The account that a server acts as at its registry. */
public record Operator(Account account, Credentials credentials) {}
