package dev.photon.core.store;

import java.util.Optional;

/**
 * One row of an answer; columns by name. A NULL where none is expected is a {@link StoreException}.
 */
public interface Row {
  String text(String column);

  Optional<String> textIfAny(String column);

  long number(String column);

  byte[] bytes(String column);
}
