package dev.photon.spi.api;

import java.util.Optional;

/**
 * Why something is revoked, and by what right. It prints without the token.
 *
 * @param reason for the registry's log; at most 200 characters
 * @param operatorToken the registry's secret that lets its operator revoke what is not his own
 */
public record Revoking(String reason, Optional<String> operatorToken) {
  public Revoking {
    Ids.bounded("reason", reason, 200);
    operatorToken.ifPresent(token -> Ids.bounded("operator token", token, 1024));
  }

  @Override
  public String toString() {
    return "Revoking[" + reason + "]";
  }
}
