package dev.photon.cli.bench;

/** A server that issues certificates, and the clients that ask it for some. */
interface Issuer {
  String name();

  ServerProcess server();

  /** Makes what a turn of so many certificates needs beforehand, such as keys. */
  void prepare(int certificates) throws Exception;

  /**
   * Has one certificate issued.
   *
   * @param client which of the clients asks, from 0
   * @return false if nothing is left that was prepared
   */
  boolean issue(int client) throws Exception;
}
