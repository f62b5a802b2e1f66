package dev.photon.config;

/** Who may connect to an exposed port. */
public sealed interface Client {
  /** Anyone, from anywhere. */
  record Anyone() implements Client {}

  /** The nodes of that service in the same datacenter. */
  record LocalService(ServiceName service) implements Client {}

  /** The nodes of that service in every datacenter of the deployment, this one included. */
  record GlobalService(ServiceName service) implements Client {}
}
