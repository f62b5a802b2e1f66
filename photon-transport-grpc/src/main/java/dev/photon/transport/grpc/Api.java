package dev.photon.transport.grpc;

import dev.photon.spi.api.Callers;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.RegistryApi;
import dev.photon.transport.grpc.v1.DatacenterGrpc;
import dev.photon.transport.grpc.v1.MetacenterGrpc;
import dev.photon.transport.grpc.v1.RegistryGrpc;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One of the APIs, and how it is called and served.
 *
 * @param open the full names of the calls that anybody may make, without a certificate; where there
 *     are none, the handshake demands a certificate
 * @param quick those of them whose answer takes no longer than handing them to another thread
 */
record Api<A>(
    Class<A> type,
    Function<Peer, A> client,
    Function<Served<A>, BindableService> service,
    Set<String> open,
    Set<String> quick) {
  private static final List<Api<?>> ALL =
      List.of(
          new Api<>(
              RegistryApi.class,
              RegistryClient::new,
              RegistryService::new,
              open(RegistryApi.class, RegistryGrpc.getServiceDescriptor()),
              Set.of(RegistryGrpc.getNonceMethod().getFullMethodName())),
          new Api<>(
              DatacenterApi.class,
              DatacenterClient::new,
              DatacenterService::new,
              open(DatacenterApi.class, DatacenterGrpc.getServiceDescriptor()),
              Set.of()),
          new Api<>(
              MetacenterApi.class,
              MetacenterClient::new,
              MetacenterService::new,
              open(MetacenterApi.class, MetacenterGrpc.getServiceDescriptor()),
              Set.of()));

  /**
   * The calls of a service that anybody may make, as the table at the calls says.
   *
   * @throws IllegalStateException if the service does not carry a call of the interface
   */
  private static Set<String> open(Class<?> type, ServiceDescriptor service) {
    Map<String, Callers> rows = new HashMap<>();
    for (Method call : type.getMethods()) {
      Callers row = call.getAnnotation(Callers.class);
      if (row == null) {
        throw new IllegalStateException(call + " does not say who may make it");
      }
      rows.put(bareName(call), row);
    }
    Set<String> open = new HashSet<>();
    for (MethodDescriptor<?, ?> method : service.getMethods()) {
      Callers row = rows.remove(method.getBareMethodName());
      if (row != null && row.anyone()) { // what this build does not carry out is open to nobody
        open.add(method.getFullMethodName());
      }
    }
    if (!rows.isEmpty()) {
      throw new IllegalStateException(service.getName() + " does not carry " + rows.keySet());
    }
    return Set.copyOf(open);
  }

  private static String bareName(Method call) {
    return call.getName().substring(0, 1).toUpperCase(Locale.ROOT) + call.getName().substring(1);
  }

  /** What the interface calls a method of a service. */
  static String callName(MethodDescriptor<?, ?> method) {
    String name = String.valueOf(method.getBareMethodName());
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

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
