package dev.photon.config;

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
import org.jspecify.annotations.Nullable;

/** Brings what a service exposes into one spelling: a list with one entry per (port, proto). */
final class ExposeSpelling {
  private final Problems problems;

  ExposeSpelling(Problems problems) {
    this.problems = problems;
  }

  /** {@code expose} of a service. */
  Entry entry(Entry entry) {
    Entry list = Spelling.list("expose", entry, problems);
    if (!(list.value() instanceof Sequence sequence)) {
      return entry;
    }
    List<Tree> entries = new ArrayList<>(sequence.items().size());
    boolean same = true;
    for (Tree item : sequence.items()) {
      Tree spelled = item;
      if (item instanceof Mapping mapping) {
        Entry to = mapping.entries().get("to");
        spelled = to == null ? mapping : mapping.with("to", to(to));
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
    Entry list = Spelling.list("to", entry, problems);
    if (!(list.value() instanceof Sequence sequence)) {
      return entry;
    }
    List<Tree> clients = new ArrayList<>(sequence.items().size());
    boolean same = true;
    for (Tree item : sequence.items()) {
      Tree client = withoutFalse(item);
      same &= client == item;
      clients.add(client);
    }
    List<Tree> united = areDistinct(clients) ? clients : Merge.union(clients, List.of());
    return same && united.size() == clients.size()
        ? list
        : list.with(new Sequence(sequence.place(), united));
  }

  /** Whether each names another service, as is usual; else they have to be compared. */
  private static boolean areDistinct(List<Tree> clients) {
    if (clients.size() < 2) {
      return true;
    }
    List<Tree> names = new ArrayList<>(clients.size());
    for (Tree client : clients) {
      Entry service = client instanceof Mapping mapping ? mapping.entries().get("service") : null;
      if (service == null || !(service.value() instanceof Scalar name) || name.isNull()) {
        return false;
      }
      names.add(name);
    }
    return Spelling.areDistinct(names);
  }

  private static boolean isFalse(@Nullable Entry entry) {
    if (entry == null || !(entry.value() instanceof Scalar scalar)) {
      return false;
    }
    String text = scalar.text();
    return text.equals("false") || text.equals("False") || text.equals("FALSE");
  }

  /** {@code global: false} says no more than nothing does. */
  private static Tree withoutFalse(Tree client) {
    if (!(client instanceof Mapping mapping) || !isFalse(mapping.entries().get("global"))) {
      return client;
    }
    if (!mapping.entries().containsKey("service")) {
      return client;
    }
    Map<String, Entry> entries = new LinkedHashMap<>(mapping.entries());
    entries.remove("global");
    return new Mapping(mapping.place(), entries);
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
  Mapping withoutPort(Mapping service) {
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
      Tree single = Spelling.list("expose", expose, problems).value();
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
}
