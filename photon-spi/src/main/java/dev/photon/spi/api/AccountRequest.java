package dev.photon.spi.api;

import java.util.Optional;

/**
 * Asks for an account. Repeating it with the same key pair gives the same account. It prints
 * without the code.
 *
 * @param email whom the operator writes to; at most 254 characters
 * @param code what a registry that wants the address proven has mailed there
 */
public record AccountRequest(String email, KeyProof key, Optional<String> code) {
  public AccountRequest {
    Ids.bounded("email", email, 254);
    code.ifPresent(given -> Ids.bounded("code", given, 64));
  }

  /** One without a code: the first. */
  public AccountRequest(String email, KeyProof key) {
    this(email, key, Optional.empty());
  }

  @Override
  public String toString() {
    return "AccountRequest[" + email + "]";
  }
}
