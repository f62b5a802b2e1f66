package dev.photon.config;

import com.google.common.collect.ImmutableMap;
import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Scalar;
import dev.photon.config.Tree.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Brings the tree of one file into the one spelling that merging and checking know: old spellings
 * are replaced, with a warning and a fix; {@code env} becomes a map, {@code depends-on} a list of
 * names, {@code expose} a list with one entry per (port, proto). What is of the wrong kind stays as
 * it is: the checks will say so.
 */
final class Spelling {
  private static final Set<String> FALSE = Set.of("false", "False", "FALSE");

  private final Problems problems;

  private Spelling(Problems problems) {
    this.problems = problems;
  }

  static Mapping canonical(Mapping root, Problems problems) {
    Spelling spelling = new Spelling(problems);
    return (Mapping)
        at(
            root,
            ImmutableMap.of(
                "services",
                spelling.each(spelling::service),
                "deployment",
                spelling::deployment,
                "notifications",
                entry -> spelling.list("notifications", entry)));
  }

  private Entry service(Entry service) {
    if (!(service.value() instanceof Mapping mapping)) {
      return service;
    }
    Mapping renamed =
        rename(mapping, "depends_on", "depends-on", Optional.of("it is spelled depends-on now"));
    Tree spelled =
        at(
            withoutPort(renamed),
            ImmutableMap.of(
                "depends-on", this::dependsOn, "env", this::env, "expose", this::expose));
    return service.with(spelled);
  }

  private Entry deployment(Entry deployment) {
    UnaryOperator<Entry> profile =
        entry ->
            entry.value() instanceof Mapping mapping
                ? entry.with(rename(mapping, "compute", "qos", Optional.empty()))
                : entry;
    UnaryOperator<Entry> datacenter =
        entry -> entry.with(at(entry.value(), Map.of("profiles", each(profile))));
    return deployment.with(at(deployment.value(), Map.of("datacenters", each(datacenter))));
  }

  /** A single map where a list is meant. */
  private Entry list(String what, Entry entry) {
    if (!(entry.value() instanceof Mapping mapping)) {
      return entry;
    }
    problems
        .warning(
            Code.SINGLE_MAP,
            entry.key(),
            Quote.of(what) + " is a list; a single map is an old spelling of a list of one")
        .hint("put '- ' before the first key of the map");
    return entry.with(new Sequence(mapping.place(), List.of(mapping)));
  }

  private Entry dependsOn(Entry entry) {
    if (entry.value() instanceof Mapping mapping && !namesService(mapping)) {
      return entry.with(notAName(mapping));
    }
    if (!(list("depends-on", entry).value() instanceof Sequence sequence)) {
      return entry;
    }
    List<Tree> names = new ArrayList<>();
    for (Tree item : sequence.items()) {
      if (item instanceof Mapping mapping && !namesService(mapping)) {
        names.add(notAName(mapping));
      } else if (item instanceof Mapping mapping) {
        Section section =
            Section.open(
                    "an entry of depends-on",
                    mapping.place(),
                    mapping,
                    problems,
                    Language.DEPENDENCY)
                .orElseThrow();
        section.require("service").ifPresent(service -> names.add(service.value()));
      } else {
        names.add(item);
      }
    }
    return entry.with(new Sequence(sequence.place(), Merge.union(names, List.of())));
  }

  /** Whether a map says a service, or means to. */
  private static boolean namesService(Mapping mapping) {
    return mapping.entries().isEmpty()
        || mapping.entries().keySet().stream()
            .anyMatch(key -> Suggestion.nearest(key, Language.DEPENDENCY.names()).isPresent());
  }

  /** Other programs have a map of conditions here, by the names of services. */
  private Tree notAName(Mapping mapping) {
    problems
        .error(
            Code.WRONG_TYPE, mapping.place(), "depends-on is a list of names, without conditions")
        .hint("write the names alone, as [db]; each is waited for until it is ready");
    return new Tree.Unknown(mapping.place());
  }

  private Entry env(Entry entry) {
    if (!(entry.value() instanceof Sequence sequence)) {
      return entry;
    }
    Map<String, Entry> variables = new LinkedHashMap<>();
    for (Tree item : sequence.items()) {
      String text = item instanceof Scalar scalar ? scalar.text() : "";
      int equal = text.indexOf('=');
      if (equal < 1 || !Text.isEnvName(text.substring(0, equal))) {
        if (!(item instanceof Tree.Unknown)) {
          problems
              .error(Code.BAD_ENV, item.place(), "an item of env must be NAME=value")
              .hint(
                  item instanceof Mapping
                      ? "in a map, no line begins with '- '"
                      : "write NAME=value");
        }
        continue;
      }
      String name = text.substring(0, equal);
      Scalar value =
          new Scalar(item.place(), text.substring(equal + 1), false, ((Scalar) item).written());
      Entry earlier = variables.putIfAbsent(name, new Entry(item.place(), value));
      if (earlier != null) {
        problems
            .error(Code.DUPLICATE_KEY, item.place(), Quote.of(name) + " is here a second time")
            .note("the first is here", earlier.key())
            .hint("remove one of them");
      }
    }
    return entry.with(new Mapping(sequence.place(), variables));
  }

  private Entry expose(Entry entry) {
    Entry list = list("expose", entry);
    if (!(list.value() instanceof Sequence sequence)) {
      return entry;
    }
    List<Tree> entries =
        sequence.items().stream().map(item -> at(item, Map.of("to", this::to))).toList();
    refuseTwoOutsidePorts(entries);
    return entry.with(new Sequence(sequence.place(), new Merge(problems).keyed(entries, "expose")));
  }

  private Entry to(Entry entry) {
    Entry list = list("to", entry);
    if (!(list.value() instanceof Sequence sequence)) {
      return entry;
    }
    List<Tree> clients = sequence.items().stream().map(Spelling::withoutFalse).toList();
    return list.with(new Sequence(sequence.place(), Merge.union(clients, List.of())));
  }

  /** {@code global: false} says no more than nothing does. */
  private static Tree withoutFalse(Tree client) {
    if (client instanceof Mapping mapping
        && mapping.get("service").isPresent()
        && Merge.scalar(mapping, "global").filter(FALSE::contains).isPresent()) {
      Map<String, Entry> entries = new LinkedHashMap<>(mapping.entries());
      entries.remove("global");
      return new Mapping(mapping.place(), entries);
    }
    return client;
  }

  /** Over an included file one may say another {@code as}; within a file that is a mistake. */
  private void refuseTwoOutsidePorts(List<Tree> entries) {
    Map<Object, Entry> seen = new HashMap<>();
    for (Tree item : entries) {
      if (!(item instanceof Mapping mapping)) {
        continue;
      }
      Optional<Entry> as = mapping.get("as").filter(entry -> !entry.value().isNothing());
      if (as.isEmpty()) {
        continue;
      }
      Entry earlier = seen.putIfAbsent(Merge.exposeKey(mapping), as.get());
      if (earlier != null
          && !Merge.content(earlier.value()).equals(Merge.content(as.get().value()))) {
        problems
            .error(Code.PORT_CONFLICT, as.get().value().place(), "the same port has another 'as'")
            .note("the first is here", earlier.value().place())
            .hint("keep one of them");
      }
    }
  }

  /** {@code port} directly on a service: the same as an entry of expose that only names it. */
  private Mapping withoutPort(Mapping service) {
    Optional<Entry> port = service.get("port");
    if (port.isEmpty()) {
      return service;
    }
    problems
        .warning(
            Code.OLD_SPELLING,
            port.get().key(),
            "'port' directly on a service is an old spelling of an entry of expose")
        .hint("move it under expose, as '- port: …', with 'to' saying who may connect");
    Map<String, Entry> entries = new LinkedHashMap<>(service.entries());
    entries.remove("port");
    if (port.get().value().isNothing()) {
      return new Mapping(service.place(), entries);
    }
    Mapping added = new Mapping(port.get().key(), Map.of("port", port.get()));
    Entry expose = entries.get("expose");
    if (expose == null || expose.value().isNothing()) {
      Place place = port.get().key();
      entries.put("expose", new Entry(place, new Sequence(place, List.of(added))));
    } else if (expose.value() instanceof Sequence sequence && !names(sequence, added)) {
      List<Tree> items = new ArrayList<>(sequence.items());
      items.add(added);
      entries.put("expose", expose.with(new Sequence(sequence.place(), items)));
    } else if (expose.value() instanceof Mapping mapping
        && !names(new Sequence(mapping.place(), List.of(mapping)), added)) {
      Tree single = list("expose", expose).value();
      List<Tree> items = new ArrayList<>(((Sequence) single).items());
      items.add(added);
      entries.put("expose", expose.with(new Sequence(mapping.place(), items)));
    }
    return new Mapping(service.place(), entries);
  }

  private static boolean names(Sequence expose, Mapping added) {
    Optional<String> port = Merge.scalar(added, "port");
    return expose.items().stream()
        .anyMatch(
            item ->
                item instanceof Mapping mapping
                    && port.isPresent()
                    && Merge.scalar(mapping, "port").equals(port));
  }

  private Mapping rename(Mapping mapping, String old, String now, Optional<String> hint) {
    Optional<Entry> there = mapping.get(old);
    if (there.isEmpty()) {
      return mapping;
    }
    hint.ifPresent(
        text ->
            problems
                .warning(
                    Code.OLD_SPELLING, there.get().key(), Quote.of(old) + " is an old spelling")
                .hint(text)
                .fix(there.get().key(), now));
    Optional<Entry> both = mapping.get(now);
    if (both.isPresent()) {
      problems
          .error(
              Code.DUPLICATE_KEY,
              there.get().key(),
              Quote.of(old) + " is another spelling of " + Quote.of(now))
          .note(Quote.of(now) + " is here", both.get().key())
          .hint("remove one of them");
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((key, entry) -> entries.putIfAbsent(key.equals(old) ? now : key, entry));
    return new Mapping(mapping.place(), entries);
  }

  private UnaryOperator<Entry> each(UnaryOperator<Entry> change) {
    return entry -> {
      if (!(entry.value() instanceof Mapping mapping)) {
        return entry;
      }
      Map<String, Entry> changed = new LinkedHashMap<>();
      mapping.entries().forEach((key, inside) -> changed.put(key, change.apply(inside)));
      return entry.with(new Mapping(mapping.place(), changed));
    };
  }

  private static Tree at(Tree tree, Map<String, UnaryOperator<Entry>> changes) {
    if (!(tree instanceof Mapping mapping)) {
      return tree;
    }
    Map<String, Entry> changed = new LinkedHashMap<>(mapping.entries());
    changes.forEach((key, change) -> changed.computeIfPresent(key, (k, e) -> change.apply(e)));
    return new Mapping(mapping.place(), changed);
  }
}
