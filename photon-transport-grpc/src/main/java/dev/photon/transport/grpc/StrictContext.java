package dev.photon.transport.grpc;

import dev.photon.crypto.TlsContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.DelegatingSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Sets for each connection what Netty's contexts have no setting for: which groups are offered. */
final class StrictContext extends DelegatingSslContext {
  StrictContext(SslContext context) {
    super(context);
  }

  @Override
  protected void initEngine(SSLEngine engine) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setAlgorithmConstraints(TlsContexts.keyExchanges());
    engine.setSSLParameters(parameters);
  }
}
