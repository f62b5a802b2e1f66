package dev.photon.config.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A deployment as a shop with many small services would write it: the same for the same seed. Its
 * services can be written in docker-compose's language too, so that both tools read the same.
 */
record Sample(List<SampleService> services, int datacenters) {
  private static final long SEED = 20_260;
  private static final List<String> REGIONS =
      List.of("us-west", "us-east", "eu-west", "eu-central", "ap-south", "sa-east");
  private static final List<String> PROFILES = List.of("small", "medium", "large");
  private static final List<String> WORDS =
      List.of("orders", "cart", "catalogue", "payment", "mail", "search", "stock", "invoice");
  private static final List<String> VARIABLES =
      List.of("LOG_LEVEL", "DATABASE_HOST", "CACHE_URI", "TIMEOUT");

  /**
   * @param placed the number of the datacenter and how many nodes there
   */
  record SampleService(
      String name,
      String image,
      List<String> args,
      Map<String, String> env,
      List<String> dependsOn,
      int port,
      Map<Integer, Integer> placed) {}

  /** With so many services, in six datacenters. */
  static Sample ofServices(int count) {
    return ofServices(count, REGIONS.size());
  }

  static Sample ofServices(int count, int datacenters) {
    Random random = new Random(SEED);
    List<SampleService> services = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      services.add(service(random, i, services, datacenters));
    }
    return new Sample(services, datacenters);
  }

  /** With as many services as are needed for a deployment file of that size. */
  static Sample ofCharacters(int size) {
    int count = 1;
    while (ofServices(count).photon().length() < size) {
      count++;
    }
    return ofServices(count);
  }

  private static SampleService service(
      Random random, int number, List<SampleService> earlier, int datacenters) {
    String word = WORDS.get(number % WORDS.size());
    String name = word + "-" + number;
    Map<String, String> env = new LinkedHashMap<>();
    for (String variable : VARIABLES.subList(0, 1 + random.nextInt(VARIABLES.size()))) {
      env.put(variable, word + "." + random.nextInt(1_000) + ".internal");
    }
    List<String> dependsOn = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0 && !earlier.isEmpty(); i--) {
      String other = earlier.get(random.nextInt(earlier.size())).name();
      if (!dependsOn.contains(other)) {
        dependsOn.add(other);
      }
    }
    Map<Integer, Integer> placed = new LinkedHashMap<>();
    int first = random.nextInt(datacenters);
    for (int i = random.nextInt(Math.min(2, datacenters)); i >= 0; i--) {
      placed.put((first + i) % datacenters, 1 + random.nextInt(5));
    }
    return new SampleService(
        name,
        "registry.example.com/shop/" + word + ":1." + random.nextInt(40) + ".0",
        List.of("--listen=0.0.0.0:8080", "--workers=" + (1 + random.nextInt(8))),
        env,
        dependsOn,
        1_024 + number,
        placed);
  }

  /** One that says as much as {@link #compose}: a node of each service, its port for anyone. */
  String published() {
    StringBuilder out = new StringBuilder("version: \"0.1\"\n\nservices:\n");
    for (SampleService service : services) {
      described(out, service, "args", "env", "depends-on");
      out.append("    expose:\n      - port: ").append(service.port());
      out.append("\n        to:\n          - global: true\n");
    }
    out.append("\ndeployment:\n  datacenters:\n");
    datacenter(out, 0, Set.of(0));
    out.append("\n  services:\n");
    for (SampleService service : services) {
      out.append("    ").append(service.name()).append(":\n      dc0:\n        profile: ");
      out.append(PROFILES.get(0)).append('\n');
    }
    return out.toString();
  }

  /** The deployment file. */
  String photon() {
    Map<String, List<String>> users = users();
    StringBuilder out = new StringBuilder("version: \"0.1\"\n\nservices:\n");
    for (SampleService service : services) {
      described(out, service, "args", "env", "depends-on");
      expose(out, service.port(), users.getOrDefault(service.name(), List.of()));
    }
    out.append("\ndeployment:\n  datacenters:\n");
    for (int i = 0; i < datacenters; i++) {
      datacenter(out, i, sizes(i));
    }
    out.append("\n  services:\n");
    for (SampleService service : services) {
      out.append("    ").append(service.name()).append(":\n");
      service.placed().forEach((where, nodes) -> placement(out, where, nodes));
    }
    return out.toString();
  }

  /** Who depends on a service may connect to it; to what nobody depends on, anyone may. */
  private Map<String, List<String>> users() {
    Map<String, List<String>> users = new HashMap<>();
    for (SampleService service : services) {
      for (String needed : service.dependsOn()) {
        users.computeIfAbsent(needed, name -> new ArrayList<>()).add(service.name());
      }
    }
    return users;
  }

  private static void expose(StringBuilder out, int port, List<String> users) {
    out.append("    expose:\n      - port: ").append(port);
    out.append("\n        proto: http\n        to:\n");
    if (users.isEmpty()) {
      out.append("          - global: true\n");
    }
    for (String user : users) {
      out.append("          - service: ").append(user).append("\n            global: true\n");
    }
  }

  /** Which sizes of nodes something in a datacenter has; another one would be warned of. */
  private Set<Integer> sizes(int datacenter) {
    Set<Integer> sizes = new TreeSet<>();
    for (SampleService service : services) {
      Integer nodes = service.placed().get(datacenter);
      if (nodes != null) {
        sizes.add(size(datacenter, nodes));
      }
    }
    return sizes;
  }

  private static int size(int datacenter, int nodes) {
    return (datacenter + nodes) % PROFILES.size();
  }

  private static void datacenter(StringBuilder out, int number, Set<Integer> sizes) {
    out.append("    dc").append(number).append(":\n      region: ");
    out.append(REGIONS.get(number)).append("\n      profiles:\n");
    for (int i : sizes) {
      out.append("        ").append(PROFILES.get(i)).append(":\n          qos:\n");
      out.append("            cpu: ").append(500 << i).append("m\n");
      out.append("            memory: ").append(512 << i).append("MiB\n");
      out.append("            disk: ").append(1 << i).append("GiB\n");
      out.append("          pricing:\n            max-price: 0.").append(i + 1).append("2 USD\n");
    }
  }

  private static void placement(StringBuilder out, int where, int nodes) {
    out.append("      dc").append(where).append(":\n        profile: ");
    out.append(PROFILES.get(size(where, nodes))).append("\n        nodes: ").append(nodes);
    out.append('\n');
  }

  /** The same services for docker-compose, which knows no datacenters. */
  String compose() {
    StringBuilder out = new StringBuilder("version: \"3.8\"\n\nservices:\n");
    for (SampleService service : services) {
      described(out, service, "command", "environment", "depends_on");
      out.append("    ports:\n      - \"").append(service.port()).append(':');
      out.append(service.port()).append("\"\n");
    }
    return out.toString();
  }

  /** What both languages say alike, by their own names for its keys. */
  private static void described(
      StringBuilder out, SampleService service, String args, String env, String dependsOn) {
    begin(out, service);
    list(out, args, service.args());
    out.append("    ").append(env).append(":\n");
    variables(out, service);
    list(out, dependsOn, service.dependsOn());
  }

  private static void begin(StringBuilder out, SampleService service) {
    out.append("\n  # of the team ").append(service.name()).append("\n  ");
    out.append(service.name()).append(":\n    image: ").append(service.image()).append('\n');
  }

  private static void variables(StringBuilder out, SampleService service) {
    service
        .env()
        .forEach(
            (key, value) ->
                out.append("      ").append(key).append(": ").append(value).append('\n'));
  }

  private static void list(StringBuilder out, String key, List<String> items) {
    if (!items.isEmpty()) {
      out.append("    ").append(key).append(":\n");
      items.forEach(item -> out.append("      - ").append(item).append('\n'));
    }
  }
}
