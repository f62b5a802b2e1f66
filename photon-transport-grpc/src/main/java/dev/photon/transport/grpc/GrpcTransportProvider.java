package dev.photon.transport.grpc;

import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;

/** Opens transports named {@code grpc}. */
public final class GrpcTransportProvider implements TransportProvider {

  /** A provider; it needs nothing. */
  public GrpcTransportProvider() {}

  @Override
  public String name() {
    return "grpc";
  }

  @Override
  public Transport open(Context context) {
    return new GrpcTransport(context);
  }
}
