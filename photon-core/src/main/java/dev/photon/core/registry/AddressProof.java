package dev.photon.core.registry;

import java.io.IOException;

/** How a registry finds out that who registers reads the mail at an address. Thread-safe. */
@FunctionalInterface
public interface AddressProof {
  /**
   * Sends a code to an address; blocking, within half a minute.
   *
   * @throws IOException if it cannot be sent now; the message is for the operator
   */
  void send(String email, String code) throws IOException;
}
