package dev.photon.transport.grpc;

import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.testing.TransportConformance;

class GrpcTransportTest extends TransportConformance {
  @Override
  protected Transport open(TransportProvider.Context context) {
    return new GrpcTransportProvider().open(context);
  }
}
