package dev.photon.config;

import dev.photon.config.Draft.DraftClient;
import dev.photon.config.Draft.DraftExpose;
import dev.photon.config.Draft.DraftService;
import dev.photon.config.Draft.Name;
import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads and checks what a service says about itself. */
final class ServiceReader {
  private final Problems problems;
  private final Values values;

  ServiceReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  DraftService read(String key, Entry entry) {
    Name name = values.given("service", key, entry);
    String what = "service " + Quote.of(key);
    Optional<Section> opened =
        Section.open(what, entry.key(), entry.value(), problems, Language.SERVICE);
    if (opened.isEmpty()) {
      return new DraftService(
          name,
          "",
          List.of(),
          Map.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          UpdatePolicy.DEFAULT);
    }
    Section section = opened.get();
    List<DraftExpose> exposes = section.get("expose").map(this::exposes).orElse(List.of());
    OperationReader operation = new OperationReader(problems);
    return new DraftService(
        name,
        section.require("image").flatMap(this::image).orElse(""),
        section.get("args").map(this::args).orElse(List.of()),
        section.get("env").map(this::env).orElse(Map.of()),
        section.get("depends-on").map(this::dependsOn).orElse(List.of()),
        exposes,
        section.get("health").flatMap(e -> operation.health(e, exposes)),
        section.get("update").map(operation::update).orElse(UpdatePolicy.DEFAULT));
  }

  private Optional<String> image(Entry entry) {
    return values.form(
        Code.BAD_IMAGE,
        "image",
        entry.value(),
        text -> {
          if (!Text.isImage(text)) {
            throw new IllegalArgumentException(
                Quote.of(text) + " is not the name of an image such as nginx:1.27");
          }
          return text;
        });
  }

  private List<String> args(Entry entry) {
    List<String> args = new ArrayList<>();
    for (Tree item : values.list("args", entry.value()).orElse(List.of())) {
      if (item instanceof Tree.Mapping map
          && map.entries().size() == 1
          && map.place().length() == 1) {
        problems
            .error(Code.WRONG_TYPE, map.place(), "an argument must be a single value, and is a map")
            .hint("quote a text that has ': ' in it");
        continue;
      }
      values.passable("an argument", item).ifPresent(args::add);
    }
    return args;
  }

  private Map<String, String> env(Entry entry) {
    Map<String, String> env = new LinkedHashMap<>();
    Optional<? extends Map<String, Entry>> variables =
        Section.map("env", entry.key(), entry.value(), problems).map(Tree.Mapping::entries);
    variables.ifPresent(
        map ->
            map.forEach(
                (name, variable) -> {
                  if (!Text.isEnvName(name)) {
                    problems
                        .error(
                            Code.BAD_ENV, variable.key(), "this cannot be the name of a variable")
                        .hint("1 to 256 visible ASCII characters, without '=' and '$'");
                  }
                  values
                      .passable("a variable of env", variable.value())
                      .ifPresent(value -> env.put(name, value));
                }));
    return env;
  }

  private List<Name> dependsOn(Entry entry) {
    List<Name> names = new ArrayList<>();
    for (Tree item : values.list("depends-on", entry.value()).orElse(List.of())) {
      values.reference("an entry of depends-on", item).ifPresent(names::add);
    }
    return names;
  }

  private List<DraftExpose> exposes(Entry entry) {
    List<DraftExpose> exposes = new ArrayList<>();
    for (Tree item : values.list("expose", entry.value()).orElse(List.of())) {
      Section.open("an entry of expose", item.place(), item, problems, Language.EXPOSE)
          .flatMap(this::expose)
          .ifPresent(exposes::add);
    }
    return exposes;
  }

  private Optional<DraftExpose> expose(Section section) {
    List<DraftClient> clients = section.get("to").map(this::clients).orElse(List.of());
    Optional<Protocol> said =
        section
            .get("proto")
            .flatMap(e -> values.word("protocol", e.value(), Protocol.values(), Protocol::text));
    OptionalInt as = port("as", section.get("as"));
    Optional<Entry> entry = section.require("port");
    OptionalInt port = port("port", entry);
    if (entry.isEmpty() || port.isEmpty()) {
      return Optional.empty();
    }
    if (clients.isEmpty() && section.get("to").map(this::isEmptyList).orElse(true)) {
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

  private List<DraftClient> clients(Entry entry) {
    Map<Object, DraftClient> clients = new LinkedHashMap<>();
    for (Tree item : values.list("to", entry.value()).orElse(List.of())) {
      if (item instanceof Scalar scalar) {
        problems
            .error(
                Code.WRONG_TYPE,
                scalar.place(),
                "an entry of to must be a map, and is " + scalar.kind())
            .hint("write {service: NAME}, or {global: true} for anyone");
        continue;
      }
      Section.open("an entry of to", item.place(), item, problems, Language.CLIENT)
          .flatMap(section -> client(section, item.place()))
          .ifPresent(client -> clients.putIfAbsent(identity(client), client));
    }
    return List.copyOf(clients.values());
  }

  private Optional<DraftClient> client(Section section, Place place) {
    Optional<Name> service =
        section.get("service").flatMap(e -> values.reference("service", e.value()));
    Optional<Boolean> global =
        section.get("global").map(e -> values.flag("global", e.value()).orElse(true));
    if (section.get("service").isPresent() && service.isEmpty()) {
      return Optional.empty();
    }
    if (service.isEmpty() && !global.orElse(false)) {
      problems
          .error(Code.CLIENT_NOBODY, place, "this entry of to names nobody")
          .hint("name a service, or say 'global: true' for anyone");
      return Optional.empty();
    }
    return Optional.of(new DraftClient(service, global.orElse(false), place));
  }

  private static Object identity(DraftClient client) {
    return List.of(client.global(), client.service().map(Name::text));
  }
}
