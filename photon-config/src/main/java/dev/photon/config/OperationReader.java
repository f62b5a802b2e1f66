package dev.photon.config;

import dev.photon.config.Draft.DraftExpose;
import dev.photon.config.Tree.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads and checks how a service is operated: {@code health} and {@code update}. */
final class OperationReader {
  private final Problems problems;
  private final Values values;

  OperationReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /**
   * @param exposes the ports of the service: the first is the one that is checked by http
   */
  Optional<HealthCheck> health(Entry entry, List<DraftExpose> exposes) {
    Optional<Section> opened =
        Section.open("health", entry.key(), entry.value(), problems, Language.HEALTH);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    Section section = opened.get();
    Duration interval = time(section, "interval", HealthCheck.LEAST, HealthCheck.DEFAULT_INTERVAL);
    Duration timeout = time(section, "timeout", HealthCheck.LEAST, HealthCheck.DEFAULT_TIMEOUT);
    Duration start = time(section, "start-period", Duration.ZERO, Duration.ZERO);
    int retries = number("retries", section, Language.RETRIES).orElse(HealthCheck.DEFAULT_RETRIES);
    return probe(section, entry.key(), exposes)
        .map(probe -> new HealthCheck(probe, interval, timeout, retries, start));
  }

  private Optional<HealthCheck.Probe> probe(Section section, Place at, List<DraftExpose> exposes) {
    Optional<Entry> http = section.get("http");
    Optional<Entry> tcp = section.get("tcp");
    OptionalInt port = number("port", section, Language.PORT);
    if (http.isEmpty() && tcp.isEmpty() && (section.means("http") || section.means("tcp"))) {
      return Optional.empty(); // reported with the right spelling as its hint
    }
    if (http.isPresent() == tcp.isPresent()) {
      String what = http.isPresent() ? "both http and tcp" : "neither http nor tcp";
      problems
          .error(Code.BAD_HEALTH, at, "health says " + what)
          .hint("say one of them: 'http: /healthy' or 'tcp: 5432'");
      return Optional.empty();
    }
    if (tcp.isPresent()) {
      if (section.get("port").isPresent()) {
        problems
            .error(
                Code.BAD_HEALTH,
                section.get("port").orElseThrow().key(),
                "port belongs to an http check")
            .hint("tcp names the port itself: remove this one");
      }
      OptionalInt number = number("tcp", section, Language.PORT);
      return number.isPresent()
          ? Optional.of(new HealthCheck.Tcp(number.getAsInt()))
          : Optional.empty();
    }
    Optional<String> path = http.flatMap(this::path);
    if (!section.means("port") && exposes.isEmpty()) {
      problems
          .error(Code.BAD_HEALTH, at, "it is not said which port is checked, and none is exposed")
          .hint("add 'port: …' to health");
      return Optional.empty();
    }
    int checked = port.orElseGet(() -> exposes.isEmpty() ? 1 : exposes.get(0).port());
    return path.map(p -> new HealthCheck.Http(p, checked));
  }

  private Optional<String> path(Entry http) {
    return values.form(
        Code.BAD_HEALTH,
        "http",
        http.value(),
        text -> {
          if (!HealthCheck.isPath(text)) {
            throw new IllegalArgumentException(
                Quote.of(text) + " is not a path such as /healthy: it begins with a slash");
          }
          return text;
        });
  }

  UpdatePolicy update(Entry entry) {
    UpdatePolicy usual = UpdatePolicy.DEFAULT;
    return Section.open("update", entry.key(), entry.value(), problems, Language.UPDATE)
        .map(
            section ->
                new UpdatePolicy(
                    number("parallel", section, Language.POSITIVE).orElse(usual.parallel()),
                    number("max-surge", section, Language.SURGE).orElse(usual.maxSurge()),
                    section.get("on-failure").flatMap(this::onFailure).orElse(usual.onFailure())))
        .orElse(usual);
  }

  private Optional<UpdatePolicy.OnFailure> onFailure(Entry entry) {
    return values.word("on-failure mode", entry.value(), UpdatePolicy.OnFailure.values());
  }

  private Duration time(Section section, String key, Duration least, Duration usual) {
    return section
        .get(key)
        .flatMap(
            e ->
                values.form(
                    Code.BAD_DURATION, key, e.value(), text -> Durations.parse(text, least)))
        .orElse(usual);
  }

  private OptionalInt number(String key, Section section, Shape.Whole range) {
    Optional<Entry> entry = section.get(key);
    return entry.isEmpty() ? OptionalInt.empty() : values.number(key, entry.get().value(), range);
  }
}
