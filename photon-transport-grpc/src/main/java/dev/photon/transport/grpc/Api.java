package dev.photon.transport.grpc;

import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.RegistryApi;
import dev.photon.transport.grpc.v1.RegistryGrpc;
import io.grpc.BindableService;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One of the APIs, and how it is called and served.
 *
 * @param open the full names of the calls that anybody may make, without a certificate; where there
 *     are none, the handshake demands a certificate
 */
record Api<A>(
    Class<A> type,
    Function<Peer, A> client,
    Function<Served<A>, BindableService> service,
    Set<String> open) {
  private static final List<Api<?>> ALL =
      List.of(
          new Api<>(
              RegistryApi.class,
              RegistryClient::new,
              RegistryService::new,
              Set.of(
                  RegistryGrpc.getNonceMethod().getFullMethodName(),
                  RegistryGrpc.getAccountCreateMethod().getFullMethodName())),
          new Api<>(DatacenterApi.class, DatacenterClient::new, DatacenterService::new, Set.of()),
          new Api<>(MetacenterApi.class, MetacenterClient::new, MetacenterService::new, Set.of()));

  /** Finds an API by its interface. */
  static <A> Api<A> of(Class<A> type) {
    for (Api<?> api : ALL) {
      if (api.type() == type) {
        @SuppressWarnings("unchecked") // an API is of the type it is found by
        Api<A> found = (Api<A>) api;
        return found;
      }
    }
    throw new IllegalArgumentException(
        type.getName()
            + " is no API that gRPC carries; it carries "
            + ALL.stream()
                .map(api -> api.type().getSimpleName())
                .collect(Collectors.joining(", ")));
  }
}
