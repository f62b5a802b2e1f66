package dev.photon.core.guard;

import dev.photon.core.event.RelayedStream;
import dev.photon.core.store.StoreException;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Revocations;
import dev.photon.crypto.Role;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.Callers;
import dev.photon.spi.api.EventSink;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before all views of an API. A call goes through if {@link Callers} allows it to the role
 * that the caller has proven, and the server knows the caller; else it is refused, and what cannot
 * be found in the table is refused too. Every fault becomes a typed answer, every refusal a line of
 * the audit log that says who, what and why, and nothing of the request. Thread-safe.
 */
public final class Guard<A> {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final Logger AUDIT = LoggerFactory.getLogger("dev.photon.audit");

  private final Class<A> api;
  private final Map<Method, Callers> table = new HashMap<>();
  private final Admission admission;
  private final Revocations revocations;
  private final Set<RelayedStream> streams = ConcurrentHashMap.newKeySet();

  /**
   * A guard of one server.
   *
   * @throws IllegalArgumentException if a call of the API has no row in the table
   */
  public Guard(Class<A> api, Admission admission, Revocations revocations) {
    this.api = api;
    this.admission = admission;
    this.revocations = revocations;
    for (Method call : api.getMethods()) {
      Callers rule = call.getAnnotation(Callers.class);
      if (rule == null) {
        throw new IllegalArgumentException(
            api.getSimpleName() + "." + call.getName() + " does not say who may call it");
      }
      table.put(call, rule);
    }
  }

  /**
   * The API as one caller may use it.
   *
   * @param view what lies behind the guard; asked for once a call, of a caller that was let through
   */
  public A view(Caller caller, Supplier<? extends A> view) {
    return api.cast(
        Proxy.newProxyInstance(
            api.getClassLoader(),
            new Class<?>[] {api},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return method.invoke(view.get(), arguments);
              }
              return answer(caller, method, arguments == null ? new Object[0] : arguments, view);
            }));
  }

  private @Nullable Object answer(
      Caller caller, Method call, Object[] arguments, Supplier<? extends A> view) {
    try {
      Callers rule = table.get(call);
      admit(caller, rule);
      return rule != null && call.getReturnType() == Subscription.class
          ? follow(caller, rule, call, arguments, view.get())
          : invoke(call, arguments, view.get());
    } catch (ApiException e) {
      audit(call.getName(), caller, e);
      throw e;
    } catch (IllegalArgumentException e) {
      ApiException refusal =
          new ApiException(Status.INVALID, "invalid-request", String.valueOf(e.getMessage()));
      audit(call.getName(), caller, refusal);
      throw refusal;
    } catch (StoreException e) {
      LOG.error("{} of {} could not be stored", call.getName(), who(caller), e);
      throw new ApiException(
          Status.UNAVAILABLE, "store-failed", "this server cannot store anything now");
    } catch (RuntimeException e) {
      LOG.error("{} of {} met a fault", call.getName(), who(caller), e);
      throw new ApiException(
          Status.INTERNAL, "fault", "this server has a fault; its log says more");
    }
  }

  private void admit(Caller caller, @Nullable Callers rule) {
    Optional<Identity> identity = caller.identity();
    if (identity.isPresent() && !identity.get().registry().equals(caller.addressed().registry())) {
      throw new ApiException(
          Status.DENIED, "foreign-registry", "your certificate is of another registry");
    }
    if (rule == null || !allows(rule, identity.map(Identity::role))) {
      throw identity.isPresent()
          ? new ApiException(
              Status.DENIED, "wrong-role", "who has this certificate may not do this")
          : new ApiException(
              Status.UNAUTHENTICATED,
              "no-certificate",
              "this needs an account",
              Optional.of("make one with 'photon register'"));
    }
    if (rule.changes() && revocations.isStale()) {
      throw new ApiException(
          Status.UNAVAILABLE,
          "revocations-unknown",
          "it has not been heard for a day what has been revoked; nothing is changed until it is",
          Optional.of("try again when the registry can be reached from there"));
    }
    if (!rule.anyone() || rule.changes()) { // what is public is to be had without a certificate
      admission.require(caller, rule);
    }
  }

  /** Whether a caller of that role may; of none is a caller without a certificate. */
  static boolean allows(Callers rule, Optional<Role> role) {
    return role.map(r -> List.of(rule.value()).contains(r)).orElse(rule.anyone());
  }

  private Object follow(Caller caller, Callers rule, Method call, Object[] arguments, A view) {
    int sink = call.getParameterCount() - 1;
    RelayedStream stream =
        new RelayedStream(
            call.getName() + " to " + who(caller) + " at " + caller.addressed(),
            (EventSink) arguments[sink],
            () -> admit(caller, rule),
            streams::remove);
    Object[] guarded = arguments.clone();
    guarded[sink] = stream;
    streams.add(stream);
    try {
      stream.from((Subscription) invoke(call, guarded, view));
    } catch (RuntimeException e) {
      streams.remove(stream);
      throw e;
    }
    return stream;
  }

  private static Object invoke(Method call, Object[] arguments, Object view) {
    try {
      return call.invoke(view, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the open streams of those who would not be let through any more. */
  public void recheck() {
    for (RelayedStream stream : streams) {
      try {
        stream
            .recheck()
            .ifPresent(
                why -> AUDIT.info("ended {}: {} ({})", stream, why.reason(), why.getMessage()));
      } catch (RuntimeException e) {
        LOG.warn("whether a stream may go on could not be looked up; it goes on for now", e);
      }
    }
  }

  private static void audit(String call, Caller caller, ApiException why) {
    // What was not found, or is wrong, is named in the words of the request.
    boolean ours = why.status() == Status.DENIED || why.status() == Status.UNAUTHENTICATED;
    AUDIT.info(
        "refused {} to {} at {}: {}{}",
        call,
        who(caller),
        caller.addressed(),
        why.reason(),
        ours ? " (" + why.getMessage() + ")" : "");
  }

  private static String who(Caller caller) {
    return caller.identity().map(Identity::uri).orElse("nobody");
  }
}
