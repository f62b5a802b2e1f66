package dev.photon.spi.api;

/** What an account may do at a metacenter; each includes those before it. */
public enum Right {
  /** Look at everything. */
  VIEW,
  /** Change the deployment. */
  OPERATE,
  /** Give and take access, and delete the deployment. */
  OWN;

  /** Whether it includes another one. */
  public boolean includes(Right other) {
    return compareTo(other) >= 0;
  }
}
