package dev.photon.transport.grpc;

import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.testing.TransportStreamConformance;

class GrpcTransportTest extends TransportStreamConformance {
  @Override
  protected Transport open(TransportProvider.Context context) {
    return new GrpcTransportProvider().open(context);
  }
}
