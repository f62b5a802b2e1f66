package dev.photon.config;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Scalar;
import dev.photon.config.Tree.Sequence;
import java.util.ArrayList;
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
  /** So few are compared with each other; a set would cost more. */
  private static final int FEW = 8;

  private final Problems problems;
  private final ExposeSpelling exposeSpelling;

  Spelling(Problems problems) {
    this.problems = problems;
    this.exposeSpelling = new ExposeSpelling(problems);
  }

  /** A whole file, before it is merged. The same tree where nothing is spelled otherwise. */
  static Mapping canonical(Mapping root, Problems problems) {
    Spelling spelling = new Spelling(problems);
    Mapping tree = at(root, "services", value -> each(value, spelling::service));
    tree = at(tree, "deployment", spelling::deployment);
    Entry notifications = tree.entries().get("notifications");
    return notifications == null
        ? tree
        : tree.with("notifications", list("notifications", notifications, problems));
  }

  Tree service(Tree service) {
    if (!(service instanceof Mapping mapping)) {
      return service;
    }
    Mapping spelled =
        exposeSpelling.withoutPort(
            rename(mapping, "depends_on", "depends-on", "it is spelled depends-on now"));
    Entry dependsOn = spelled.entries().get("depends-on");
    if (dependsOn != null) {
      spelled = spelled.with("depends-on", dependsOn(dependsOn));
    }
    Entry env = spelled.entries().get("env");
    if (env != null) {
      spelled = spelled.with("env", env(env));
    }
    Entry expose = spelled.entries().get("expose");
    return expose == null ? spelled : spelled.with("expose", exposeSpelling.entry(expose));
  }

  private Tree deployment(Tree deployment) {
    return deployment instanceof Mapping mapping
        ? at(mapping, "datacenters", value -> each(value, this::datacenter))
        : deployment;
  }

  Tree datacenter(Tree datacenter) {
    return datacenter instanceof Mapping mapping && hasOldProfile(mapping)
        ? at(mapping, "profiles", value -> each(value, this::profile))
        : datacenter;
  }

  private static boolean hasOldProfile(Mapping datacenter) {
    Entry profiles = datacenter.entries().get("profiles");
    if (profiles != null && profiles.value() instanceof Mapping all) {
      for (Entry profile : all.entries().values()) {
        if (profile.value() instanceof Mapping one && one.entries().containsKey("compute")) {
          return true;
        }
      }
    }
    return false;
  }

  private Tree profile(Tree profile) {
    return profile instanceof Mapping mapping ? rename(mapping, "compute", "qos", "") : profile;
  }

  /** A single map where a list is meant. */
  static Entry list(String what, Entry entry, Problems problems) {
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
    if (!(list("depends-on", entry, problems).value() instanceof Sequence sequence)) {
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
    for (Tree item : names.items()) {
      if (!(item instanceof Scalar) || item.isNothing()) {
        return false;
      }
    }
    return areDistinct(names.items());
  }

  /** Whether no two single values have the same text. */
  static boolean areDistinct(List<Tree> scalars) {
    if (scalars.size() > FEW) {
      Set<String> seen = new HashSet<>();
      for (Tree item : scalars) {
        if (!seen.add(((Scalar) item).text())) {
          return false;
        }
      }
      return true;
    }
    for (int i = 1; i < scalars.size(); i++) {
      String text = ((Scalar) scalars.get(i)).text();
      for (int j = 0; j < i; j++) {
        if (((Scalar) scalars.get(j)).text().equals(text)) {
          return false;
        }
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
    return changed.isEmpty() ? mapping : mapping.with(changed);
  }

  private static Mapping at(Mapping mapping, String key, UnaryOperator<Tree> change) {
    Entry entry = mapping.entries().get(key);
    return entry == null ? mapping : mapping.with(key, entry.with(change.apply(entry.value())));
  }
}
