package dev.photon.core.store;

import dev.photon.config.Secret;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Keys;
import dev.photon.crypto.SigningRequest;
import dev.photon.spi.api.NodeId;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/** Makes values of any record by chance, trying again where a constructor refuses one. */
final class RecordMaker {
  private static final CertificateAuthority ROOT =
      CertificateAuthority.createRoot(Clock.systemUTC(), new SecureRandom());
  private static final SigningRequest REQUEST =
      SigningRequest.create(Keys.generate(), new byte[32]);
  private static final List<String> TEXTS =
      List.of("a", "web", "shop-1", "x9", "é\n\"\\ \u2028", "0123456789abcdef".repeat(4), "A_B");

  private final Random random;

  RecordMaker(long seed) {
    this.random = new Random(seed);
  }

  Object make(Type type) {
    for (int attempt = 0; attempt < 400; attempt++) {
      try {
        return once(type);
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof IllegalArgumentException)) {
          throw new AssertionError(type.getTypeName(), e);
        }
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(type.getTypeName(), e);
      }
    }
    throw new AssertionError("no " + type.getTypeName() + " was accepted by its constructor");
  }

  private Object once(Type type) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType generic) {
      return collection((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isEnum()) {
      Object[] constants = raw.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    if (raw.isSealed()) {
      List<Class<?>> kinds =
          Arrays.stream(raw.getPermittedSubclasses()).filter(Class::isRecord).toList();
      return once(kinds.get(random.nextInt(kinds.size())));
    }
    return raw == NodeId.class || !raw.isRecord() ? simple(raw) : record(raw);
  }

  private Object record(Class<?> raw) throws ReflectiveOperationException {
    RecordComponent[] components = raw.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] =
          components[i].getType() == String.class
              ? TEXTS.get(random.nextInt(TEXTS.size()))
              : make(components[i].getGenericType());
    }
    Constructor<?> constructor = raw.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  private Object collection(Class<?> raw, Type... arguments) {
    int size = random.nextInt(3);
    if (raw == Optional.class) {
      return size == 0 ? Optional.empty() : Optional.of(make(arguments[0]));
    }
    if (raw == Map.class) {
      Map<Object, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < size; i++) {
        map.put(make(arguments[0]), make(arguments[1]));
      }
      return map;
    }
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(make(arguments[0]));
    }
    if (raw == Set.class) {
      return new LinkedHashSet<>(list);
    }
    return list;
  }

  private Object simple(Class<?> raw) {
    if (raw == String.class) {
      return TEXTS.get(random.nextInt(TEXTS.size()));
    } else if (raw == long.class || raw == Long.class) {
      return random.nextBoolean() ? (long) random.nextInt(10) : random.nextLong() >>> 1;
    } else if (raw == int.class) {
      return random.nextBoolean() ? random.nextInt(10) : random.nextInt(65_536);
    } else if (raw == boolean.class) {
      return random.nextBoolean();
    } else if (raw == Instant.class) {
      return random.nextBoolean()
          ? Instant.ofEpochSecond(60L * random.nextInt(100_000_000)) // what is reported by minutes
          : Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    } else if (raw == OptionalInt.class) {
      return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(65_536));
    } else if (raw == NodeId.class) {
      return NodeId.parse("shop/web/" + random.nextInt(9) + "#" + (1 + random.nextInt(9)));
    } else if (raw == Identity.class) {
      return Identity.account(ROOT.registry(), "a" + random.nextInt(9));
    } else if (raw == Secret.class) {
      return Secret.of("s" + random.nextInt(9));
    } else if (raw == X509Certificate.class) {
      return ROOT.credentials().root();
    } else if (raw == SigningRequest.class) {
      return REQUEST;
    }
    throw new AssertionError("no values of " + raw + " are made here");
  }
}
