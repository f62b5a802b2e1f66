package dev.photon.cli.bench;

/** A server that issues certificates, and those who ask it for some. */
interface Issuer {
  String name();

  ServerProcess server();

  /** Makes what a turn of so many certificates needs beforehand, such as keys. */
  void prepare(int certificates) throws Exception;

  /**
   * Has one certificate issued.
   *
   * @param caller which of the callers asks, from 0
   * @return false if nothing is left that was prepared
   */
  boolean issue(int caller) throws Exception;
}
