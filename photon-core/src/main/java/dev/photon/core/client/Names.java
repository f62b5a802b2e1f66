package dev.photon.core.client;

import dev.photon.spi.api.Endpoint;

/** What servers are called in messages. */
final class Names {
  private Names() {}

  static String registry(Endpoint endpoint) {
    return "the registry at " + endpoint.address();
  }

  static String metacenter(RememberedDeployment deployment) {
    return "the metacenter of " + deployment.name() + " at " + deployment.endpoint().address();
  }
}
