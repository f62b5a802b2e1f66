package dev.photon.core.transport.local;

import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.testing.TransportConformance;

class LocalTransportTest extends TransportConformance {
  private final LocalTransportProvider provider = new LocalTransportProvider();

  @Override
  protected Transport open(TransportProvider.Context context) {
    return provider.open(context);
  }

  @Override
  protected boolean inProcess() {
    return true;
  }
}
