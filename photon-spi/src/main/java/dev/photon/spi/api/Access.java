package dev.photon.spi.api;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody who is not the owner may do at a metacenter.
 *
 * @param email whom the owner has invited
 * @param until when it ends
 * @param account who has accepted; empty until somebody has
 */
public record Access(String email, Right right, Instant until, Optional<AccountId> account) {
  public Access {
    Ids.bounded("email", email, 254);
  }
}
