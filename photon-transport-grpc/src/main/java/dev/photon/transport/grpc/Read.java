package dev.photon.transport.grpc;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Reads fields of messages from outside. Whatever is wrong with a field ends as {@link Malformed}
 * with the field's path, which is put together only then.
 */
final class Read {
  private Read() {}

  /** Reads a field by code that throws {@link IllegalArgumentException} when it is wrong. */
  static <T> T field(String name, Supplier<T> read) {
    try {
      return read.get();
    } catch (Malformed inner) {
      throw inner.inside(name);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new Malformed(name, sentence(e), e);
    }
  }

  static <P, T> T field(String name, P value, Function<? super P, ? extends T> read) {
    return field(name, () -> read.apply(value));
  }

  /** A message that must be there. */
  static <P, T> T required(
      String name, boolean present, P value, Function<? super P, ? extends T> read) {
    if (!present) {
      throw new Malformed(name, "must be given", null);
    }
    return field(name, () -> read.apply(value));
  }

  static <P, T> Optional<T> optional(
      String name, boolean present, P value, Function<? super P, ? extends T> read) {
    return present ? Optional.of(field(name, () -> read.apply(value))) : Optional.empty();
  }

  static <P, T> List<T> each(
      String name, List<P> values, int most, Function<? super P, ? extends T> read) {
    count(name, values.size(), most);
    List<T> all = new ArrayList<>(values.size());
    for (P value : values) {
      int index = all.size();
      try {
        all.add(read.apply(value));
      } catch (Malformed inner) {
        throw inner.inside(name + "[" + index + "]");
      } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
        throw new Malformed(name + "[" + index + "]", sentence(e), e);
      }
    }
    return all;
  }

  static void count(String name, int count, int most) {
    if (count > most) {
      throw new Malformed(name, "has " + count + " elements, more than " + most, null);
    }
  }

  static String text(String name, String value, int most) {
    if (value.length() > most) {
      throw new Malformed(name, "has " + value.length() + " characters, more than " + most, null);
    }
    return value;
  }

  /** Lets a text through that is not too long, for fields that are read by a function. */
  static UnaryOperator<String> atMost(int most) {
    return value -> {
      if (value.length() > most) {
        throw new IllegalArgumentException(
            "has " + value.length() + " characters, more than " + most);
      }
      return value;
    };
  }

  static int notNegative(String name, int value) {
    if (value < 0) {
      throw new Malformed(name, "must not be negative: " + value, null);
    }
    return value;
  }

  static long notNegative(String name, long value) {
    if (value < 0) {
      throw new Malformed(name, "must not be negative: " + value, null);
    }
    return value;
  }

  /**
   * A constant by its name without the prefix that proto enums have. {@code UNSPECIFIED} and values
   * that a newer peer has added are refused, since they are no constant.
   */
  static <E extends Enum<E>> E constant(
      String name, Class<E> type, String prefix, Enum<?> received) {
    for (E constant : type.getEnumConstants()) {
      if (received.name().equals(prefix + constant.name())) {
        return constant;
      }
    }
    String known =
        Arrays.stream(type.getEnumConstants())
            .map(c -> c.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new Malformed(name, "must be one of " + known, null);
  }

  private static String sentence(RuntimeException e) {
    String message = e.getMessage();
    return message == null ? "is not as it must be" : message;
  }
}
