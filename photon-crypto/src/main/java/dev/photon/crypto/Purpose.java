package dev.photon.crypto;

/** As what a peer presents its certificate. */
public enum Purpose {
  /** The peer called us: it is the client of the connection. */
  CLIENT,
  /** We called the peer: it is the server of the connection. */
  SERVER
}
