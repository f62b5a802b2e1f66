package dev.photon.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random deployments, and text of the kinds that are hard to write down. */
final class Deployments {
  private static final String[] TEXTS = {
    "",
    " ",
    " a ",
    "null",
    "~",
    "no",
    "010",
    "1:30",
    "a: b",
    "# no comment",
    "- item",
    "$HOME",
    "${HOME}",
    "$$",
    "$$$${{",
    "it's \"so\"",
    "back\\slash",
    "two\nlines\n",
    "\r\n\ttab\u0007\u001b[31m",
    "\u00a0\u200b\ufeff\u2028",
    "grün 😀 \uffff",
    "*alias",
    "!tag",
    "%",
    "---",
    "=",
  };

  private Deployments() {}

  static Arbitrary<DeploymentConfig> any() {
    return Arbitraries.randomValue(Deployments::deployment);
  }

  static DeploymentConfig deployment(Random random) {
    List<ServiceName> names = new ArrayList<>();
    Map<ServiceName, Service> services = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      ServiceName name =
          ServiceName.of("s" + random.nextInt(100) + (random.nextBoolean() ? "-x" : ""));
      if (!services.containsKey(name)) {
        names.add(name);
        services.put(name, service(random, name, names));
      }
    }
    Map<DatacenterName, Datacenter> datacenters = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      DatacenterName name = DatacenterName.of(i + "dc" + random.nextInt(9));
      datacenters.put(name, datacenter(random, name));
    }
    List<NotificationTarget> targets = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      targets.add(target(random, "target " + i + one(random, new String[] {"", " 😀", ": #"})));
    }
    return new DeploymentConfig(
        services, datacenters, placements(random, names, datacenters), targets);
  }

  private static Service service(Random random, ServiceName name, List<ServiceName> sofar) {
    List<String> args = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      args.add(text(random));
    }
    Map<String, String> env = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      env.put(
          one(random, new String[] {"A", "x-b", "null", "~", "<<", "#", "a:", "\"", "-", "no"}),
          text(random));
    }
    List<ServiceName> dependsOn =
        sofar.stream().filter(other -> !other.equals(name) && random.nextBoolean()).toList();
    List<Expose> exposes = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      int port = 10 * i + random.nextInt(9);
      OptionalInt as = random.nextBoolean() ? OptionalInt.of(1000 + i) : OptionalInt.empty();
      exposes.add(new Expose(port, one(random, Protocol.values()), as, clients(random, sofar)));
    }
    String image =
        one(random, new String[] {"web", "a.b:80/c/d:latest", "null", "a@sha256:0f", "1.5"});
    return new Service(name, image, args, env, dependsOn, exposes, health(random), update(random));
  }

  private static Optional<HealthCheck> health(Random random) {
    HealthCheck.Probe probe =
        random.nextBoolean()
            ? new HealthCheck.Http("/a?b=" + random.nextInt(9), 1 + random.nextInt(65_535))
            : new HealthCheck.Tcp(1 + random.nextInt(65_535));
    return switch (random.nextInt(3)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new HealthCheck(probe));
      default ->
          Optional.of(
              new HealthCheck(
                  probe,
                  Duration.ofMillis(100 + random.nextInt(86_399_900)),
                  Duration.ofSeconds(1 + random.nextInt(7_000)),
                  1 + random.nextInt(100),
                  Duration.ofMinutes(random.nextInt(1_441))));
    };
  }

  private static UpdatePolicy update(Random random) {
    return random.nextBoolean()
        ? UpdatePolicy.DEFAULT
        : new UpdatePolicy(
            1 + random.nextInt(9), random.nextInt(3), one(random, UpdatePolicy.OnFailure.values()));
  }

  private static List<Client> clients(Random random, List<ServiceName> services) {
    List<Client> clients = new ArrayList<>();
    if (random.nextBoolean()) {
      clients.add(new Client.Anyone());
    }
    for (ServiceName service : services) {
      if (random.nextBoolean()) {
        clients.add(new Client.LocalService(service));
      }
      if (random.nextBoolean()) {
        clients.add(new Client.GlobalService(service));
      }
    }
    return clients;
  }

  private static Datacenter datacenter(Random random, DatacenterName name) {
    Map<ProfileName, Profile> profiles = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      ProfileName profile = ProfileName.of("p" + i);
      Resources resources =
          new Resources(1 + amount(random, 20), 1 + amount(random, 42), amount(random, 42));
      Optional<Price> price =
          random.nextBoolean() ? Optional.of(new Price(amount(random, 62))) : Optional.empty();
      profiles.put(profile, new Profile(profile, one(random, Lifetime.values()), resources, price));
    }
    return new Datacenter(name, one(random, Region.values()), profiles);
  }

  /** Round and odd numbers of up to that many bits. */
  private static long amount(Random random, int bits) {
    long amount = random.nextLong() >>> (64 - 1 - random.nextInt(bits));
    return switch (random.nextInt(3)) {
      case 0 -> Long.highestOneBit(amount);
      case 1 -> amount / 1_000_000 * 1_000_000;
      default -> amount;
    };
  }

  private static Map<ServiceName, Map<DatacenterName, Placement>> placements(
      Random random, List<ServiceName> services, Map<DatacenterName, Datacenter> datacenters) {
    Map<ServiceName, Map<DatacenterName, Placement>> placements = new LinkedHashMap<>();
    for (ServiceName service : services) {
      Map<DatacenterName, Placement> where = new LinkedHashMap<>();
      for (Datacenter datacenter : datacenters.values()) {
        datacenter
            .profiles()
            .keySet()
            .forEach(
                profile -> {
                  if (random.nextBoolean()) {
                    where.put(datacenter.name(), placement(random, profile));
                  }
                });
      }
      placements.put(service, where);
    }
    return placements;
  }

  private static Placement placement(Random random, ProfileName profile) {
    if (random.nextInt(3) > 0) {
      return new Placement(profile, random.nextInt(100));
    }
    int min = random.nextInt(5);
    OptionalInt cpu = random.nextBoolean() ? OptionalInt.of(70) : OptionalInt.empty();
    OptionalInt memory =
        random.nextBoolean() || cpu.isEmpty() ? OptionalInt.of(80) : OptionalInt.empty();
    return new Placement(profile, new Autoscaling(min, min + 1 + random.nextInt(9), cpu, memory));
  }

  private static NotificationTarget target(Random random, String name) {
    Set<EventType> events = EnumSet.noneOf(EventType.class);
    for (int i = random.nextInt(3); i > 0; i--) {
      events.add(one(random, EventType.values()));
    }
    Optional<Secret> secret =
        random.nextBoolean() ? Optional.of(Secret.of("s" + text(random))) : Optional.empty();
    return switch (random.nextInt(3)) {
      case 0 ->
          new NotificationTarget(
              name, "email", events, Map.of("to", "a+b@example.com"), Optional.empty());
      case 1 ->
          new NotificationTarget(
              name, "webhook", events, Map.of("url", "https://example.com/a?b=$c#d"), secret);
      default -> new NotificationTarget(name, "pager", events, Map.of("key", text(random)), secret);
    };
  }

  private static String text(Random random) {
    String text = one(random, TEXTS) + one(random, TEXTS);
    return switch (random.nextInt(40)) {
      case 0 -> (text + " ").repeat(3_000);
      default -> text;
    };
  }

  private static <T> T one(Random random, T[] all) {
    return all[random.nextInt(all.length)];
  }
}
