package dev.photon.spi.api;

import java.util.UUID;

/**
 * The idempotency key of a changing call: a repeat with the same key, by the same caller, returns
 * the first answer and changes nothing. 1 to 64 characters.
 */
public record RequestKey(String value) {
  public RequestKey {
    Ids.bounded("request key", value, 64);
  }

  /** A new key, for a command; roles draw theirs from their runtime. */
  public static RequestKey random() {
    return new RequestKey(UUID.randomUUID().toString());
  }
}
