package dev.photon.config;

import dev.photon.config.Shape.Any;
import dev.photon.config.Shape.Either;
import dev.photon.config.Shape.Environment;
import dev.photon.config.Shape.Flag;
import dev.photon.config.Shape.Form;
import dev.photon.config.Shape.Items;
import dev.photon.config.Shape.KeySpec;
import dev.photon.config.Shape.Keys;
import dev.photon.config.Shape.Named;
import dev.photon.config.Shape.Notifications;
import dev.photon.config.Shape.Numbers;
import dev.photon.config.Shape.Referring;
import dev.photon.config.Shape.Whole;
import dev.photon.config.Shape.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The language of deployment files as data: every key, what may stand at it, and what it means. The
 * one source of what readers accept and of the published schema.
 */
final class Language {
  static final String VERSION = "0.1";

  static final Whole PORT = new Whole(1, Expose.MAX_PORT);
  static final Whole NODES = new Whole(0, Placement.MAX_NODES);
  static final Whole PERCENT = new Whole(1, 100);
  static final Whole POSITIVE = new Whole(1, Placement.MAX_NODES);
  static final Whole SURGE = new Whole(0, Placement.MAX_NODES);
  static final Whole RETRIES = new Whole(1, 100);

  /** A name that is looked up: what it must be follows from what there is. */
  private static final Form REFERENCE = new Form("(?s).*", Numbers.ANY);

  private static final Form DURATION = new Form(Durations.PATTERN, Numbers.NONE);
  private static final Form AMOUNT = new Form(Quantity.BYTES_PATTERN, Numbers.NONE);

  static final Keys DEPENDENCY =
      Keys.of(KeySpec.of("service", REFERENCE, "The service that must be ready first.").required());

  static final Keys CLIENT =
      Keys.of(
          KeySpec.of("service", REFERENCE, "The service whose nodes may connect."),
          KeySpec.of(
              "global",
              new Flag(),
              "With a service: also its nodes in other datacenters. Alone: anyone, from anywhere. "
                  + "Default: false."));

  static final Keys EXPOSE =
      Keys.of(
          KeySpec.of("port", PORT, "The port that the nodes listen on.").required().example("80"),
          KeySpec.of(
              "proto",
              words(Protocol.values()),
              "What is spoken there. Default: http for port 80, https for 443, else tcp."),
          KeySpec.of("as", PORT, "The port that clients outside use, if it is another one."),
          KeySpec.of("to", new Items(CLIENT, true), "Who may connect. Without it nobody can.")
              .example("[{global: true}]"));

  static final Keys HEALTH =
      Keys.of(
          KeySpec.of(
                  "http",
                  new Form(HealthCheck.PATH_PATTERN, Numbers.NONE),
                  "The path that must answer 2xx or 3xx.")
              .example("/healthy"),
          KeySpec.of("tcp", PORT, "The port that must accept a connection."),
          KeySpec.of("port", PORT, "The port of the http check. Default: the first exposed port."),
          KeySpec.of("interval", DURATION, "From one check to the next. Default: 10s.")
              .example("5s"),
          KeySpec.of("timeout", DURATION, "How long a check may take. Default: 5s."),
          KeySpec.of(
              "retries", RETRIES, "Failed checks in a row that make a node not ready. Default: 3."),
          KeySpec.of(
              "start-period",
              DURATION,
              "How long after its start failed checks of a node do not count. Default: 0s."));

  static final Keys UPDATE =
      Keys.of(
          KeySpec.of("parallel", POSITIVE, "Old nodes replaced at a time. Default: 1."),
          KeySpec.of("max-surge", SURGE, "Nodes beyond the wanted number meanwhile. Default: 1."),
          KeySpec.of(
              "on-failure",
              words(UpdatePolicy.OnFailure.values()),
              "What to do when a new node does not become ready: restore the previous revision, or "
                  + "stop. Default: rollback."));

  static final Keys SERVICE =
      Keys.of(
          KeySpec.of(
                  "image",
                  new Form(Text.IMAGE_PATTERN, Numbers.ANY),
                  "The image that its nodes run.")
              .required()
              .example("nginx:1.27"),
          KeySpec.of(
              "args",
              new Items(new Any(), false),
              "Arguments, instead of the image's own command."),
          KeySpec.of(
              "env",
              new Environment(),
              "Variables of its processes: a map, or a list of NAME=value."),
          KeySpec.of(
              "depends-on",
              new Items(new Either(List.of(REFERENCE, DEPENDENCY)), true),
              "Services that must be ready before it starts."),
          KeySpec.of("expose", new Items(EXPOSE, true), "Its ports, and who may connect to them."),
          KeySpec.of(
              "health",
              HEALTH,
              "When a node is ready. Default: its exposed ports accept connections."),
          KeySpec.of("update", UPDATE, "How its nodes are replaced by those of a new revision."),
          KeySpec.of(
                  "depends_on",
                  new Items(new Either(List.of(REFERENCE, DEPENDENCY)), true),
                  "Now depends-on.")
              .oldSpelling(),
          KeySpec.of("port", PORT, "Now an entry of expose.").oldSpelling());

  static final Keys QOS =
      Keys.of(
          KeySpec.of(
              "lifetime",
              words(Lifetime.values()),
              "How long the datacenter commits to keep a node: short for no commitment, medium for a "
                  + "day, long for thirty days. Default: short."),
          KeySpec.of(
                  "cpu",
                  new Form(Quantity.CPU_PATTERN, Numbers.POSITIVE),
                  "Processor cores. Default: 1.")
              .example("500m"),
          KeySpec.of("memory", AMOUNT, "Memory, with its unit. Default: 512MiB.").example("2GiB"),
          KeySpec.of("disk", AMOUNT, "Disk, with its unit. Default: 1GiB.").example("10GiB"));

  static final Keys PRICING =
      Keys.of(
          KeySpec.of(
                  "max-price",
                  new Form(Price.PATTERN, Numbers.NOT_NEGATIVE),
                  "The most that a node may cost, in USD an hour. Default: no limit.")
              .example("0.12"));

  static final Keys PROFILE =
      Keys.of(
          KeySpec.of("qos", QOS, "What a node needs."),
          KeySpec.of("pricing", PRICING, "What it may cost; empty for no limit."),
          KeySpec.of("compute", QOS, "Now qos.").oldSpelling());

  static final Keys DATACENTER =
      Keys.of(
          KeySpec.of("region", words(Region.values()), "Where it must be.").required(),
          KeySpec.of(
              "profiles", new Named(PROFILE), "Sizes of nodes, by the names that placements use."));

  static final Keys AUTOSCALING =
      Keys.of(
          KeySpec.of("min", NODES, "The fewest nodes. Default: 1."),
          KeySpec.of("max", POSITIVE, "The most nodes.").required(),
          KeySpec.of(
              "target-cpu", PERCENT, "Percent of its cpu that a node should use on average."),
          KeySpec.of(
              "target-memory",
              PERCENT,
              "Percent of its memory that a node should use on average."));

  static final Keys PLACEMENT =
      Keys.of(
          KeySpec.of("profile", REFERENCE, "A profile of that datacenter.").required(),
          KeySpec.of(
              "nodes",
              new Either(List.of(NODES, AUTOSCALING)),
              "How many nodes, or between how many they are scaled. Default: 1."));

  static final Keys DEPLOYMENT =
      Keys.of(
          KeySpec.of(
              "datacenters",
              new Named(DATACENTER),
              "Entries that are matched to one datacenter of the market each."),
          KeySpec.of(
              "services",
              new Referring(new Referring(PLACEMENT)),
              "Which service runs in which datacenters."));

  private static final KeySpec NOTIFICATION_NAME =
      KeySpec.of(
              "name",
              new Form(NotificationTarget.NAME_PATTERN, Numbers.ANY),
              "What it is called; unique.")
          .required();
  private static final KeySpec NOTIFICATION_TYPE =
      KeySpec.of(
              "type",
              new Form(DnsLabel.PATTERN, Numbers.ANY),
              "email, webhook, or what a plug-in brings.")
          .required();
  private static final KeySpec EVENTS =
      KeySpec.of(
          "events",
          new Items(words(EventType.values()), false),
          "What it is told of. Default: all events.");

  static final Keys EMAIL =
      Keys.of(
          NOTIFICATION_NAME,
          NOTIFICATION_TYPE,
          EVENTS,
          KeySpec.of("to", new Form(Address.EMAIL_PATTERN, Numbers.NONE), "The address.")
              .required()
              .example("ops@example.com"));

  static final Keys WEBHOOK =
      Keys.of(
          NOTIFICATION_NAME,
          NOTIFICATION_TYPE,
          EVENTS,
          KeySpec.of(
                  "url", new Form(Address.WEB_PATTERN, Numbers.NONE), "Where events are posted to.")
              .required()
              .example("https://example.com/hook"),
          KeySpec.of("secret", new Form("(?s).+", Numbers.ANY), "What the posts are signed with."));

  static final Notifications NOTIFICATION =
      new Notifications(
          Map.of("email", EMAIL, "webhook", WEBHOOK),
          Keys.of(NOTIFICATION_NAME, NOTIFICATION_TYPE, EVENTS));

  static final Keys FILE =
      Keys.of(
          KeySpec.of("version", new Words(List.of(VERSION)), "The version of the language.")
              .required()
              .example("\"0.1\""),
          KeySpec.of(
              "include",
              new Items(new Form("(?s).*\\S.*", Numbers.ANY), false),
              "Files that this one is laid over: paths or URLs, each with #sha256=… if it is pinned."),
          KeySpec.of("services", new Named(SERVICE), "What runs, by name."),
          KeySpec.of(
              "deployment", DEPLOYMENT, "Where it runs, on which sizes of nodes, at which price."),
          KeySpec.of("notifications", new Items(NOTIFICATION, true), "Who is told of events."));

  private Language() {}

  private static Words words(Word... values) {
    List<String> words = new ArrayList<>();
    for (Word value : values) {
      words.add(value.text());
    }
    return new Words(words);
  }
}
