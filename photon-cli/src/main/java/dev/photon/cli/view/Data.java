package dev.photon.cli.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a command found, as data for programs. Keeps the order in which it was given. */
public sealed interface Data {

  /** A text. */
  record Text(String value) implements Data {}

  /** A whole number. */
  record Whole(long value) implements Data {}

  /** Yes or no. */
  record Flag(boolean value) implements Data {}

  /** Several, in order. */
  record Items(List<Data> items) implements Data {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Several by name. */
  record Fields(Map<String, Data> fields) implements Data {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** Begins a record of fields. */
  static Builder fields() {
    return new Builder();
  }

  /** Each of the values, made to data. */
  static <T> Items items(Collection<T> values, Function<? super T, ? extends Data> each) {
    List<Data> items = new ArrayList<>();
    values.forEach(value -> items.add(each.apply(value)));
    return new Items(items);
  }

  /** Collects fields; an empty {@link Optional} is left out. */
  final class Builder {
    private final Map<String, Data> fields = new LinkedHashMap<>();

    private Builder() {}

    public Builder add(String name, String value) {
      return add(name, new Text(value));
    }

    public Builder add(String name, long value) {
      return add(name, new Whole(value));
    }

    public Builder add(String name, boolean value) {
      return add(name, new Flag(value));
    }

    public Builder add(String name, Data value) {
      fields.put(name, value);
      return this;
    }

    public Builder addIfAny(String name, Optional<String> value) {
      value.ifPresent(present -> add(name, present));
      return this;
    }

    public Fields build() {
      return new Fields(fields);
    }
  }
}
