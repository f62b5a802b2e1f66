package dev.photon.config;

/** The nodes of one service in one datacenter, be there any or none. */
public record Cluster(ServiceName service, DatacenterName datacenter) implements Peer {

  /** {@code db@westcoast}. */
  @Override
  public String toString() {
    return service + "@" + datacenter;
  }
}
