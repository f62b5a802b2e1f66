package dev.photon.config;

import com.google.common.collect.ImmutableMap;
import dev.photon.config.Draft.DraftClient;
import dev.photon.config.Draft.DraftExpose;
import dev.photon.config.Draft.DraftService;
import dev.photon.config.Draft.Name;
import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads and checks what a service says about itself. */
final class ServiceReader {
  private final ServiceNames names;
  private final Problems problems;
  private final Values values;
  private final OperationReader operation;

  ServiceReader(ServiceNames names, Problems problems) {
    this.names = names;
    this.problems = problems;
    this.values = new Values(problems);
    this.operation = new OperationReader(problems);
  }

  /** The items of a list that may be absent. */
  private List<Tree> items(String what, Optional<Entry> entry) {
    return entry.isEmpty() ? List.of() : values.list(what, entry.get().value()).orElse(List.of());
  }

  DraftService read(String key, Entry entry) {
    Name name = names.join(values.given("service", key, entry));
    Optional<Section> opened =
        Section.open("service", key, entry.key(), entry.value(), problems, Language.SERVICE);
    if (opened.isEmpty()) {
      return new DraftService(
          name,
          "",
          List.of(),
          Map.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          UpdatePolicy.DEFAULT,
          Optional.empty());
    }
    Section section = opened.get();
    List<DraftExpose> exposes = exposes(section.get("expose"));
    Optional<Entry> health = section.get("health");
    Optional<Entry> update = section.get("update");
    return new DraftService(
        name,
        image(section.require("image")),
        args(section.get("args")),
        env(section.get("env")),
        dependsOn(section.get("depends-on")),
        exposes,
        health.isPresent() ? operation.health(health.get(), exposes) : Optional.empty(),
        update.isPresent() ? operation.update(update.get()) : UpdatePolicy.DEFAULT,
        Optional.empty());
  }

  private String image(Optional<Entry> entry) {
    if (entry.isEmpty()) {
      return "";
    }
    Optional<Scalar> said = values.scalar("image", entry.get().value());
    if (said.isPresent() && !Text.isImage(said.get().text())) {
      values.malformed(
          Code.BAD_IMAGE,
          "image",
          said.get(),
          Quote.of(said.get().text()) + " is not the name of an image such as nginx:1.27");
      return "";
    }
    return said.isPresent() ? said.get().text() : "";
  }

  private List<String> args(Optional<Entry> entry) {
    List<Tree> items = items("args", entry);
    List<String> args = new ArrayList<>(items.size());
    for (Tree item : items) {
      if (item instanceof Tree.Mapping map
          && map.entries().size() == 1
          && map.place().length() == 1) {
        problems
            .error(Code.WRONG_TYPE, map.place(), "an argument must be a single value, and is a map")
            .hint("quote a text that has ': ' in it");
        continue;
      }
      Optional<String> arg = values.passable("an argument", item);
      if (arg.isPresent()) {
        args.add(arg.get());
      }
    }
    return args;
  }

  private Map<String, String> env(Optional<Entry> entry) {
    if (entry.isEmpty()) {
      return Map.of();
    }
    Optional<Tree.Mapping> variables =
        Section.map("env", entry.get().key(), entry.get().value(), problems);
    if (variables.isEmpty()) {
      return Map.of();
    }
    ImmutableMap.Builder<String, String> env =
        ImmutableMap.builderWithExpectedSize(variables.get().entries().size());
    for (Map.Entry<String, Entry> variable : variables.get().entries().entrySet()) {
      variable(variable.getKey(), variable.getValue(), env);
    }
    return env.buildOrThrow();
  }

  private void variable(String name, Entry entry, ImmutableMap.Builder<String, String> env) {
    if (!Text.isEnvName(name)) {
      problems
          .error(Code.BAD_ENV, entry.key(), "this cannot be the name of a variable")
          .hint("1 to 256 visible ASCII characters, without '=' and '$'");
    }
    Optional<String> value = values.passable("a variable of env", entry.value());
    if (value.isPresent()) {
      env.put(name, value.get());
    }
  }

  private List<Name> dependsOn(Optional<Entry> entry) {
    List<Tree> items = items("depends-on", entry);
    List<Name> needed = new ArrayList<>(items.size());
    for (Tree item : items) {
      Optional<Name> name = values.reference("an entry of depends-on", item);
      if (name.isPresent()) {
        needed.add(names.join(name.get()));
      }
    }
    return needed;
  }

  private List<DraftExpose> exposes(Optional<Entry> entry) {
    List<Tree> items = items("expose", entry);
    List<DraftExpose> exposes = new ArrayList<>(items.size());
    for (Tree item : items) {
      Optional<Section> section =
          Section.open("an entry of expose", item.place(), item, problems, Language.EXPOSE);
      Optional<DraftExpose> expose = section.isPresent() ? expose(section.get()) : Optional.empty();
      if (expose.isPresent()) {
        exposes.add(expose.get());
      }
    }
    return exposes;
  }

  private Optional<DraftExpose> expose(Section section) {
    Optional<Entry> to = section.get("to");
    List<DraftClient> clients = clients(to);
    Optional<Entry> spoken = section.get("proto");
    Optional<Protocol> said =
        spoken.isEmpty()
            ? Optional.empty()
            : values.word("protocol", spoken.get().value(), Protocol.values());
    OptionalInt as = port("as", section.get("as"));
    Optional<Entry> entry = section.require("port");
    OptionalInt port = port("port", entry);
    if (entry.isEmpty() || port.isEmpty()) {
      return Optional.empty();
    }
    if (clients.isEmpty() && (to.isEmpty() || isEmptyList(to.get()))) {
      problems
          .warning(
              Code.EXPOSE_NOBODY,
              entry.get().value().place(),
              "nobody can connect to port " + port.getAsInt())
          .hint(
              "say who may: 'to: [{global: true}]' for anyone, 'to: [{service: NAME}]' for a"
                  + " service");
    }
    Protocol proto = said.orElse(Protocol.defaultFor(port.getAsInt()));
    Place place = entry.get().value().place();
    return Optional.of(new DraftExpose(port.getAsInt(), place, proto, as, clients));
  }

  private boolean isEmptyList(Entry entry) {
    return entry.value() instanceof Tree.Sequence sequence && sequence.items().isEmpty();
  }

  private OptionalInt port(String what, Optional<Entry> entry) {
    return entry.isEmpty()
        ? OptionalInt.empty()
        : values.number(what, entry.get().value(), Language.PORT);
  }

  private List<DraftClient> clients(Optional<Entry> entry) {
    List<Tree> items = items("to", entry);
    List<DraftClient> clients = new ArrayList<>(items.size());
    Said said = new Said();
    for (Tree item : items) {
      if (item instanceof Scalar scalar) {
        problems
            .error(
                Code.WRONG_TYPE,
                scalar.place(),
                "an entry of to must be a map, and is " + scalar.kind())
            .hint("write {service: NAME}, or {global: true} for anyone");
        continue;
      }
      Optional<Section> section =
          Section.open("an entry of to", item.place(), item, problems, Language.CLIENT);
      Optional<DraftClient> client =
          section.isPresent() ? client(section.get(), item.place()) : Optional.empty();
      if (client.isPresent() && said.add(client.get())) {
        clients.add(client.get());
      }
    }
    return clients;
  }

  /** The clients that were said so far: with a variable in one, only now shows that it is twice. */
  private static final class Said {
    private final Set<String> here = new HashSet<>();
    private final Set<String> everywhere = new HashSet<>();

    /** False if the same was said before. */
    boolean add(DraftClient client) {
      return (client.global() ? everywhere : here).add(client.name());
    }
  }

  private Optional<DraftClient> client(Section section, Place place) {
    Optional<Entry> named = section.get("service");
    Optional<Name> service =
        named.isEmpty() ? Optional.empty() : values.reference("service", named.get().value());
    Optional<Entry> said = section.get("global");
    boolean global = said.isPresent() && values.flag("global", said.get().value()).orElse(true);
    if (named.isPresent() && service.isEmpty()) {
      return Optional.empty();
    }
    if (service.isEmpty() && !global) {
      problems
          .error(Code.CLIENT_NOBODY, place, "this entry of to names nobody")
          .hint("name a service, or say 'global: true' for anyone");
      return Optional.empty();
    }
    Optional<Name> joined = service.isEmpty() ? service : Optional.of(names.join(service.get()));
    return Optional.of(new DraftClient(joined, global));
  }
}
