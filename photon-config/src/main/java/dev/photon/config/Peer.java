package dev.photon.config;

/** Who opens a connection: a cluster of the deployment, or anyone at all. */
public sealed interface Peer permits Cluster, Peer.Anyone {

  /** Whoever it is, from wherever; the clusters of the deployment are among them. */
  record Anyone() implements Peer {
    @Override
    public String toString() {
      return "anyone";
    }
  }
}
