package dev.photon.cli.serve;

import dev.photon.core.client.Account;
import dev.photon.crypto.Credentials;
import java.util.concurrent.Callable;

/**
 * The account that a server acts as at its registry.
 *
 * @param renewal gets the account's next credentials, and keeps them
 */
public record Operator(Account account, Credentials credentials, Callable<Credentials> renewal) {}
