package dev.photon.config;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Scalar;
import dev.photon.config.Tree.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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

  /** The same tree where nothing is spelled otherwise; so are its parts. */
  static Mapping canonical(Mapping root, Problems problems) {
    Spelling spelling = new Spelling(problems);
    Mapping tree = at(root, "services", value -> each(value, spelling::service));
    tree = at(tree, "deployment", spelling::deployment);
    Entry notifications = tree.entries().get("notifications");
    return notifications == null
        ? tree
        : with(tree, "notifications", spelling.list("notifications", notifications));
  }

  private Tree service(Tree service) {
    if (!(service instanceof Mapping mapping)) {
      return service;
    }
    Mapping spelled =
        withoutPort(rename(mapping, "depends_on", "depends-on", "it is spelled depends-on now"));
    Entry dependsOn = spelled.entries().get("depends-on");
    if (dependsOn != null) {
      spelled = with(spelled, "depends-on", dependsOn(dependsOn));
    }
    Entry env = spelled.entries().get("env");
    if (env != null) {
      spelled = with(spelled, "env", env(env));
    }
    Entry expose = spelled.entries().get("expose");
    return expose == null ? spelled : with(spelled, "expose", expose(expose));
  }

  private Tree deployment(Tree deployment) {
    return deployment instanceof Mapping mapping
        ? at(mapping, "datacenters", value -> each(value, this::datacenter))
        : deployment;
  }

  private Tree datacenter(Tree datacenter) {
    return datacenter instanceof Mapping mapping
        ? at(mapping, "profiles", value -> each(value, this::profile))
        : datacenter;
  }

  private Tree profile(Tree profile) {
    return profile instanceof Mapping mapping ? rename(mapping, "compute", "qos", "") : profile;
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
    if (isCanonical(sequence)) {
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

  /** Whether it is a list of names already, none twice. */
  private static boolean isCanonical(Sequence names) {
    Set<String> seen = new HashSet<>();
    for (Tree item : names.items()) {
      if (!(item instanceof Scalar scalar) || item.isNothing() || !seen.add(scalar.text())) {
        return false;
      }
    }
    return true;
  }

  /** Whether a map says a service, or means to. */
  private static boolean namesService(Mapping mapping) {
    return mapping.entries().isEmpty()
        || mapping.entries().containsKey("service")
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
    List<Tree> entries = new ArrayList<>();
    boolean same = true;
    for (Tree item : sequence.items()) {
      Tree spelled = item;
      if (item instanceof Mapping mapping) {
        Entry to = mapping.entries().get("to");
        spelled = to == null ? mapping : with(mapping, "to", to(to));
      }
      same &= spelled == item;
      entries.add(spelled);
    }
    if (same && entries.size() < 2) {
      return list;
    }
    refuseTwoOutsidePorts(entries);
    List<Tree> united = new Merge(problems).keyed(entries, "expose");
    return same && united.size() == entries.size()
        ? list
        : entry.with(new Sequence(sequence.place(), united));
  }

  private Entry to(Entry entry) {
    Entry list = list("to", entry);
    if (!(list.value() instanceof Sequence sequence)) {
      return entry;
    }
    List<Tree> clients = new ArrayList<>();
    boolean same = true;
    for (Tree item : sequence.items()) {
      Tree client = withoutFalse(item);
      same &= client == item;
      clients.add(client);
    }
    List<Tree> united = clients.size() < 2 ? clients : Merge.union(clients, List.of());
    return same && united.size() == clients.size()
        ? list
        : list.with(new Sequence(sequence.place(), united));
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

  /**
   * A map with one key spelled as it is now.
   *
   * @param hint of a warning; empty for none
   */
  private Mapping rename(Mapping mapping, String old, String now, String hint) {
    Entry there = mapping.entries().get(old);
    if (there == null) {
      return mapping;
    }
    if (!hint.isEmpty()) {
      problems
          .warning(Code.OLD_SPELLING, there.key(), Quote.of(old) + " is an old spelling")
          .hint(hint)
          .fix(there.key(), now);
    }
    Optional<Entry> both = mapping.get(now);
    if (both.isPresent()) {
      problems
          .error(
              Code.DUPLICATE_KEY,
              there.key(),
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

  private static Tree each(Tree tree, UnaryOperator<Tree> change) {
    if (!(tree instanceof Mapping mapping)) {
      return tree;
    }
    Map<String, Entry> changed = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
      Tree now = change.apply(entry.getValue().value());
      if (now != entry.getValue().value()) {
        changed.put(entry.getKey(), entry.getValue().with(now));
      }
    }
    return changed.isEmpty() ? mapping : over(mapping, changed);
  }

  private static Mapping at(Mapping mapping, String key, UnaryOperator<Tree> change) {
    Entry entry = mapping.entries().get(key);
    return entry == null ? mapping : with(mapping, key, entry.with(change.apply(entry.value())));
  }

  /** The map with that entry at a key that it has. */
  private static Mapping with(Mapping mapping, String key, Entry now) {
    Entry old = mapping.entries().get(key);
    return old != null && old.value() == now.value() ? mapping : over(mapping, Map.of(key, now));
  }

  private static Mapping over(Mapping mapping, Map<String, Entry> changed) {
    Map<String, Entry> entries = new LinkedHashMap<>(mapping.entries());
    entries.putAll(changed);
    return new Mapping(mapping.place(), entries);
  }
}
