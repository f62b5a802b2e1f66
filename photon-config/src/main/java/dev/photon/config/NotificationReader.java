package dev.photon.config;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Scalar;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and checks the section {@code notifications}. Types that are not built in may come from a
 * plug-in, so their keys are all taken as settings.
 */
final class NotificationReader {
  private static final List<String> BUILT_IN =
      Language.NOTIFICATION.kinds().keySet().stream().sorted().toList();

  private final Problems problems;
  private final Values values;
  private final Map<String, Place> names = new HashMap<>();

  NotificationReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  List<NotificationTarget> read(Entry entry) {
    List<NotificationTarget> targets = new ArrayList<>();
    for (Tree item : values.list("notifications", entry.value()).orElse(List.of())) {
      target(item).ifPresent(targets::add);
    }
    return targets;
  }

  private Optional<NotificationTarget> target(Tree item) {
    Optional<Mapping> mapping =
        Section.map("an entry of notifications", item.place(), item, problems);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    String said = Merge.scalar(mapping.get(), "type").orElse("");
    Shape.Keys keys = Language.NOTIFICATION.kinds().get(said);
    Section section =
        (keys != null
                ? Section.open("a notification", item.place(), item, problems, keys)
                : Section.any("a notification", item.place(), mapping.get(), problems))
            .orElseThrow();
    Optional<String> name = section.require("name").flatMap(this::name);
    Optional<String> type = section.require("type").flatMap(this::type);
    Set<EventType> events = section.get("events").map(this::events).orElse(Set.of());
    Optional<Secret> secret = section.get("secret").flatMap(this::secret);
    Map<String, String> settings =
        switch (said) {
          case "email" -> email(section);
          case "webhook" -> webhook(section);
          default -> settings(mapping.get());
        };
    if (name.isEmpty() || type.isEmpty() || problems.anyError()) {
      return Optional.empty();
    }
    return Optional.of(new NotificationTarget(name.get(), type.get(), events, settings, secret));
  }

  private Optional<String> name(Entry entry) {
    Optional<Scalar> scalar = values.scalar("name", entry.value());
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    String name = scalar.get().text();
    if (!NotificationTarget.isName(name)) {
      problems.error(Code.BAD_NAME, scalar.get().place(), "a name is 1 to 100 visible characters");
      return Optional.empty();
    }
    Place earlier = names.putIfAbsent(name, scalar.get().place());
    if (earlier != null) {
      problems
          .error(
              Code.DUPLICATE_NAME,
              scalar.get().place(),
              "another notification is called " + scalar.get().quoted())
          .note("the first is here", earlier)
          .hint("give one of them another name");
      return Optional.empty();
    }
    return Optional.of(name);
  }

  private Optional<String> type(Entry entry) {
    Optional<Scalar> scalar = values.scalar("type", entry.value());
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    String type = scalar.get().text();
    if (!DnsLabel.isValid(type)) {
      problems
          .error(
              Code.UNKNOWN_VALUE,
              scalar.get().place(),
              scalar.get().quoted() + " is not a type of notification")
          .hint(Suggestion.hint(type, BUILT_IN, "types"));
      return Optional.empty();
    }
    if (!BUILT_IN.contains(type)) {
      problems
          .warning(
              Code.PLUGIN_TYPE,
              scalar.get().place(),
              scalar.get().quoted() + " is not built in, and works only where a plug-in brings it")
          .hint(Suggestion.hint(type, BUILT_IN, "built in"));
    }
    return Optional.of(type);
  }

  private Set<EventType> events(Entry entry) {
    Set<EventType> events = EnumSet.noneOf(EventType.class);
    for (Tree item : values.list("events", entry.value()).orElse(List.of())) {
      values.word("event", item, EventType.values()).ifPresent(events::add);
    }
    return events;
  }

  private Optional<Secret> secret(Entry entry) {
    return values
        .passable("secret", entry.value())
        .filter(
            text -> {
              if (text.isEmpty()) {
                problems.error(Code.MISSING_VALUE, entry.key(), "the secret is empty");
              }
              return !text.isEmpty();
            })
        .map(Secret::of);
  }

  private Map<String, String> email(Section section) {
    return section
        .require("to")
        .flatMap(
            e ->
                values.form(
                    Code.BAD_EMAIL,
                    "to",
                    e.value(),
                    text -> {
                      if (!Address.isEmail(text)) {
                        throw new IllegalArgumentException(
                            Quote.of(text) + " is not an e-mail address such as ops@example.com");
                      }
                      return Map.of("to", text);
                    }))
        .orElse(Map.of());
  }

  private Map<String, String> webhook(Section section) {
    return section
        .require("url")
        .flatMap(
            e ->
                values.form(
                    Code.BAD_URL,
                    "url",
                    e.value(),
                    text -> {
                      if (!Address.isWeb(text)) {
                        throw new IllegalArgumentException(
                            "the url is not a web address such as https://example.com/hook");
                      }
                      return Map.of("url", text);
                    }))
        .orElse(Map.of());
  }

  private Map<String, String> settings(Mapping mapping) {
    Map<String, String> settings = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (NotificationTarget.RESERVED.contains(key) || entry.value().isNothing()) {
                return;
              }
              if (!DnsLabel.isValid(key)) {
                problems.error(
                    Code.BAD_NAME, entry.key(), Quote.of(key) + " cannot be the name of a setting");
                return;
              }
              values
                  .passable("a setting of a notification", entry.value())
                  .ifPresent(text -> settings.put(key, text));
            });
    return settings;
  }
}
