package dev.photon.core.transport.local;

import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;

/** Opens transports named {@code local}; those of one network reach each other. */
public final class LocalTransportProvider implements TransportProvider {
  private final LocalNetwork network;

  /** A provider with a network of its own. */
  public LocalTransportProvider() {
    this(new LocalNetwork());
  }

  /** A provider of transports on this network. */
  public LocalTransportProvider(LocalNetwork network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Transport open(Context context) {
    return new LocalTransport(network, context);
  }
}
