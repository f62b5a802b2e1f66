package dev.photon.spi.api;

import java.util.List;
import java.util.Optional;

/**
 * What a metacenter host tells the registry, every second or so.
 *
 * @param enrolToken the secret that makes an account a host; needed once
 * @param endpoint where its metacenters are reached
 * @param hosted all that it hosts
 */
public record HostReport(Optional<String> enrolToken, Endpoint endpoint, List<Hosted> hosted) {
  public HostReport {
    hosted = List.copyOf(hosted);
  }

  /** A metacenter that runs, and its owner's access to it. */
  public record Hosted(DeploymentId id, MetacenterPlace place) {}

  @Override
  public String toString() {
    return "HostReport[" + endpoint.address() + ", " + hosted.size() + " hosted]";
  }
}
