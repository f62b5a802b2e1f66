package dev.photon.config;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Someone who is told of events.
 *
 * @param name unique in its deployment
 * @param type which notifier sends: {@code email}, {@code webhook}, or one that a plug-in brings
 * @param events what it is told of, in the order of {@link EventType}; given none, all of them
 * @param settings what its notifier needs, such as {@code to} for email or {@code url} for a
 *     webhook; a URL often is a password, so {@link #toString} shows the names only
 * @param secret what a webhook is signed with
 */
public record NotificationTarget(
    String name,
    String type,
    Set<EventType> events,
    Map<String, String> settings,
    Optional<Secret> secret) {

  public NotificationTarget {
    if (!isName(name)) {
      throw new IllegalArgumentException("not a name for a notification: " + Quote.of(name));
    }
    if (!DnsLabel.isValid(type)) {
      throw new IllegalArgumentException("not a type of notification: " + Quote.of(type));
    }
    // EnumSet first: two targets for the same events are equal and print alike, in any order given.
    events =
        ImmutableSet.copyOf(
            events.isEmpty() ? EnumSet.allOf(EventType.class) : EnumSet.copyOf(events));
    settings = ImmutableMap.copyOf(settings);
    requireBuiltInSettings(name, type, settings, secret);
    settings.forEach(
        (key, value) -> {
          if (!DnsLabel.isValid(key) || RESERVED.contains(key)) {
            throw new IllegalArgumentException("not a setting: " + Quote.of(key));
          }
          if (!Text.isPassable(value)) {
            throw new IllegalArgumentException("setting cannot be passed on: " + Quote.of(key));
          }
        });
  }

  private static void requireBuiltInSettings(
      String name, String type, Map<String, String> settings, Optional<Secret> secret) {
    boolean complete =
        switch (type) {
          case "email" ->
              settings.keySet().equals(Set.of("to"))
                  && settings.values().stream().allMatch(Address::isEmail)
                  && secret.isEmpty();
          case "webhook" ->
              settings.keySet().equals(Set.of("url"))
                  && settings.values().stream().allMatch(Address::isWeb);
          default -> true;
        };
    if (!complete) {
      throw new IllegalArgumentException(
          "notification " + Quote.of(name) + " lacks what " + type + " needs, or has more");
    }
  }

  /** What the language itself gives a meaning to; everything else in a target is a setting. */
  static final Set<String> RESERVED = Set.of("name", "type", "events", "secret");

  static final String NAME_PATTERN = "(?=.*\\S).{1,100}";

  static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= 100
        && text.codePoints().allMatch(Quote::isPrintable);
  }

  @Override
  public String toString() {
    return "NotificationTarget[name=%s, type=%s, events=%s, settings=%s]"
        .formatted(name, type, events, settings.keySet());
  }
}
