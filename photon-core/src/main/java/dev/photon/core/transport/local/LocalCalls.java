package dev.photon.core.transport.local;

import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.spi.Subscription;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.Callers;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.EventSink;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of one client: a handshake, the filter's decision, the object's own method. */
final class LocalCalls implements InvocationHandler {
  private static final Logger LOG = LoggerFactory.getLogger(LocalCalls.class);

  private final LocalTransport transport;
  private final LocalNetwork network;
  private final TransportProvider.Context context;
  private final Endpoint peer;
  private final Class<?> api;
  private volatile Optional<Handshake> last = Optional.empty();

  LocalCalls(
      LocalTransport transport,
      LocalNetwork network,
      TransportProvider.Context context,
      Endpoint peer,
      Class<?> api) {
    this.transport = transport;
    this.network = network;
    this.context = context;
    this.peer = peer;
    this.api = api;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method, arguments);
    }
    transport.requireOpen();
    Optional<Credentials> own = context.credentials().own(Optional.empty());
    var call = new CallFilter.Call(own.map(Credentials::identity), peer, api, method.getName());
    CallFilter.Fate fate = network.filter().fate(call);
    if (fate == CallFilter.Fate.LOSE_REQUEST) {
      throw unavailable("lost", "no answer from " + peer.address());
    }
    Object answer = deliver(method, arguments, own);
    if (fate == CallFilter.Fate.LOSE_RESPONSE) {
      if (answer instanceof Subscription stream) {
        stream.close();
      }
      throw unavailable("lost", "no answer from " + peer.address());
    }
    return answer;
  }

  private @Nullable Object deliver(
      Method method, Object @Nullable [] arguments, Optional<Credentials> own) {
    LocalServer server =
        network
            .at(peer)
            .orElseThrow(
                () ->
                    unavailable(
                        "unreachable", "cannot reach " + peer.address() + ": nobody listens"));
    if (server.api() != api) {
      throw ApiException.unimplemented(method.getName());
    }
    Caller caller = shakeHands(server, own);
    boolean anonymous = caller.identity().isEmpty();
    Callers rule = method.getAnnotation(Callers.class);
    if (anonymous && (rule == null || !rule.anyone())) {
      throw new ApiException(
          ApiException.Status.UNAUTHENTICATED,
          "no-certificate",
          method.getName() + " needs a client certificate",
          Optional.of("register an account first"));
    }
    if (method.getReturnType() == Subscription.class) {
      return follow(server, caller, own, method, arguments);
    }
    return call(server.view(caller), method, arguments);
  }

  private Caller shakeHands(LocalServer server, Optional<Credentials> own) {
    Optional<Identity> expected = Handshake.expected(peer, api, own);
    Optional<Credentials> presented = Handshake.presented(server, expected);
    Instant now = context.clock().instant();
    Optional<Handshake> known =
        last.filter(shake -> shake.holds(own, presented, now, Handshake.version(context, server)));
    Handshake shake =
        known.orElseGet(() -> Handshake.make(context, own, server, presented, peer, expected));
    last = Optional.of(shake);
    return shake.caller();
  }

  private Subscription follow(
      LocalServer server,
      Caller caller,
      Optional<Credentials> own,
      Method method,
      Object @Nullable [] arguments) {
    if (arguments == null || !(arguments[arguments.length - 1] instanceof EventSink reader)) {
      throw new AssertionError("a stream without a sink: " + method);
    }
    var stream =
        new LocalStream(
            method.getName() + " at " + peer.address(),
            reader,
            () -> shakeHands(server, own),
            over -> {
              transport.forget(over);
              server.forget(over);
            });
    Object[] handed = arguments.clone();
    handed[handed.length - 1] = stream;
    Object source = call(server.view(caller), method, handed);
    server.keep(stream);
    transport.keep(stream);
    stream.from((Subscription) Objects.requireNonNull(source));
    return stream;
  }

  private @Nullable Object call(Object view, Method method, Object @Nullable [] arguments) {
    try {
      return method.invoke(view, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof ApiException answer) {
        throw answer;
      }
      LOG.error("a call ended in a fault", e.getCause());
      throw new ApiException(
          ApiException.Status.INTERNAL, "internal", "the peer had a fault; its log says more");
    } catch (IllegalAccessException e) {
      throw new LinkageError("the APIs are public", e);
    }
  }

  private @Nullable Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> api.getSimpleName() + " at " + peer.address();
    };
  }

  private static ApiException unavailable(String reason, String message) {
    return new ApiException(ApiException.Status.UNAVAILABLE, reason, message);
  }
}
