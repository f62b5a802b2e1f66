package dev.photon.crypto;

import java.util.Optional;

/**
 * Where TLS finds the own credentials and the trusted root. It is asked at every handshake, so
 * renewed credentials count from the next connection on, without a restart. Implementations are
 * thread-safe and answer from memory.
 */
public interface CredentialsSource {
  /**
   * The own credentials for a connection.
   *
   * @param serverName on a server, the host that the client asked for (SNI), by which one port
   *     serves many identities; empty on a client, or when the client asked for none
   * @return empty to present no certificate: a client then stays anonymous, a server refuses the
   *     handshake
   */
  Optional<Credentials> own(Optional<String> serverName);

  /** Which root the peer's chain must lead to. */
  Trust trust();

  /** Always the same credentials, whatever name is asked for, and trust in their roots. */
  static CredentialsSource of(Credentials credentials) {
    return of(Optional.of(credentials), credentials.trust());
  }

  /** No own credentials: for a client's first contact. */
  static CredentialsSource anonymous(Trust trust) {
    return of(Optional.empty(), trust);
  }

  private static CredentialsSource of(Optional<Credentials> credentials, Trust trust) {
    return new CredentialsSource() {
      @Override
      public Optional<Credentials> own(Optional<String> serverName) {
        return credentials;
      }

      @Override
      public Trust trust() {
        return trust;
      }
    };
  }
}
