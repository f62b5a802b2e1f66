package dev.photon.config;

import org.jspecify.annotations.Nullable;

/** Who may connect to an exposed port. */
public sealed interface Client {
  /** Anyone, from anywhere. */
  record Anyone() implements Client {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Anyone;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  /** The nodes of that service in the same datacenter. */
  record LocalService(ServiceName service) implements Client {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof LocalService client && client.service.equals(service);
    }

    @Override
    public int hashCode() {
      return 2 + 31 * service.hashCode();
    }
  }

  /** The nodes of that service in every datacenter of the deployment, this one included. */
  record GlobalService(ServiceName service) implements Client {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof GlobalService client && client.service.equals(service);
    }

    @Override
    public int hashCode() {
      return 3 + 31 * service.hashCode();
    }
  }
}
