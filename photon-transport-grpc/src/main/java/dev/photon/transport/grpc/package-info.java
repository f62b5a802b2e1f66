/**
 * The APIs over gRPC and mutual TLS 1.3.
 *
 * <p>Start at {@link dev.photon.transport.grpc.GrpcTransportProvider}, which {@link
 * java.util.ServiceLoader} finds; nothing else is public. The wire format is in {@code
 * photon/v1/*.proto}; the generated types stay in here, and the mappers turn them into the records
 * of {@link dev.photon.spi.api}.
 */
@NullMarked
package dev.photon.transport.grpc;

import org.jspecify.annotations.NullMarked;
