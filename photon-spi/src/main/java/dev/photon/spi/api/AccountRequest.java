package dev.photon.spi.api;

/**
 * Asks for an account. Repeating it with the same key pair gives the same account.
 *
 * @param email whom the operator writes to; at most 254 characters
 */
public record AccountRequest(String email, KeyProof key) {
  public AccountRequest {
    Ids.bounded("email", email, 254);
  }
}
