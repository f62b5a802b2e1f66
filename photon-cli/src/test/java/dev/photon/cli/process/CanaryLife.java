package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What happens while secrets are looked for: a deployment's life, with all that can go wrong. */
final class CanaryLife {
  private static final Pattern ACCOUNT = Pattern.compile(" as ([0-9a-f]{16,32}) at ");

  private final CanaryRun run;
  private final Path registryPassphrase;
  private final Path metacenterPassphrase;
  private final Path datacenterPassphrase;
  private final String envSecret;
  private final Path envFile;
  private final String hookSecret;
  private final String hookAddress;
  private String registry = "";
  private String fingerprint = "";
  private Path enrolToken = Path.of("");

  CanaryLife(CanaryRun run) throws Exception {
    this.run = run;
    registryPassphrase = run.plantFile("registry's passphrase");
    metacenterPassphrase = run.plantFile("metacenter's passphrase");
    datacenterPassphrase = run.plantFile("datacenters' passphrase");
    envSecret = run.plant("env");
    envFile = PassphraseFile.in(run.given, "variables.env", "PASSWORD=" + envSecret);
    hookSecret = run.plant("webhook's secret");
    hookAddress = run.plant("webhook's address");
  }

  /**
   * From the first server's start to the last one's end.
   *
   * @param kept for what is kept by then, the deployment being there, and later, too
   */
  void all(Places kept) throws Exception {
    serveRegistry();
    var unused = register("ops");
    String bob = register("bob");
    serveOthers();
    mistype();
    deploy();
    share(bob);
    fail();
    run.plantKeys(passphrases());
    kept.addFiles(run.states);
    kept.addRows(run.states);
    end();
    run.plantKeys(passphrases());
    kept.addFiles(run.states);
  }

  private Set<String> inDatabases() throws Exception {
    Places rows = new Places();
    rows.addRows(run.states);
    return rows.of(run.canaries());
  }

  private List<Path> passphrases() {
    return List.of(registryPassphrase, metacenterPassphrase, datacenterPassphrase);
  }

  private void serveRegistry() throws Exception {
    List<String> args = new ArrayList<>(List.of("registry", "serve"));
    args.addAll(List.of("--passphrase-file", registryPassphrase.toString()));
    args.addAll(run.mailOptions());
    PhotonProcess serving = run.serve("registry", Map.of(), args);
    registry = serving.ready("registry");
    fingerprint = serving.ready("ca-fingerprint");
    enrolToken = Path.of(serving.ready("enrol-token-file"));
    run.plant(Canary.token("enrol token", Files.readString(enrolToken).strip()));
    Path operator = enrolToken.resolveSibling("operator-token");
    run.plant(Canary.token("operator token", Files.readString(operator).strip()));
  }

  /** With the code that was mailed, and once with a wrong one. */
  private String register(String who) throws Exception {
    String email = who + "@example.com";
    String[] args = {"register", email, "-h", registry, "--ca-fingerprint", fingerprint};
    run.refused(run.photon(who, args), "a code was mailed to " + email);
    String code = run.code(email);
    List<String> again = new ArrayList<>(List.of(args));
    again.addAll(List.of("--code", "-"));
    var registered = run.photonIn(who, code + "\n", again.toArray(String[]::new));
    Matcher id = ACCOUNT.matcher(registered.out());
    assertThat(id.find()).as(registered.toString()).isTrue();
    return id.group(1);
  }

  private void serveOthers() throws Exception {
    Map<String, String> variable =
        Map.of("PHOTON_PASSPHRASE", Files.readString(metacenterPassphrase).strip());
    run.serve(
        "metacenter",
        variable,
        List.of("metacenter", "serve", "--enrol-token-file", enrolToken.toString()));
    for (String region : List.of("west", "east")) {
      List<String> args = new ArrayList<>(List.of("datacenter", "serve", "--name", region));
      args.addAll(List.of("--region", "us-" + region));
      args.addAll(List.of("--passphrase-file", datacenterPassphrase.toString()));
      args.addAll(List.of("--option", "cpus=2", "--option", "memory=2GiB"));
      if (region.equals("east")) {
        args.addAll(List.of("--backend", "simulated"));
      }
      run.serve(region, Map.of(), args);
    }
  }

  private Path file(String name, String services) throws Exception {
    StringBuilder text = new StringBuilder("version: \"0.1\"\nservices:\n");
    StringBuilder nodes = new StringBuilder();
    for (String service : services.lines().toList()) {
      String env = "env: {PASSWORD: \"${PASSWORD}\"}";
      text.append("  ").append(service.replace("}", ", " + env + "}")).append('\n');
      String of = service.substring(0, service.indexOf(':'));
      nodes.append("    ").append(of).append(":\n");
      for (String region : List.of("west", "east")) {
        nodes.append("      ").append(region).append(": {profile: small}\n");
      }
    }
    text.append("deployment:\n  datacenters:\n");
    for (String region : List.of("west", "east")) {
      text.append("    %s: {region: us-%s, profiles: {small: ".formatted(region, region));
      text.append("{qos: {cpu: 0.1, memory: 64MiB, disk: 1GiB}}}}\n");
    }
    text.append("  services:\n").append(nodes).append("notifications:\n");
    text.append(
        "  - {name: ops, type: webhook, url: \"https://127.0.0.1:9/%s\", secret: %s}\n"
            .formatted(hookAddress, hookSecret));
    return Files.writeString(run.given.resolve(name), text);
  }

  /** Files that are wrong where the secret is, and words in the wrong place. */
  private void mistype() throws Exception {
    List<String> wrong =
        List.of(
            "env: {PASSWORD: \"" + envSecret + "}",
            "env: {PASSWORD: [" + envSecret + "]}",
            "env: [" + envSecret + "]",
            "env: {" + envSecret + "}",
            "enviroment: {PASSWORD: " + envSecret + "}",
            "env:\n   PASSWORD: " + envSecret + "\n\t: x");
    List<String> files = new ArrayList<>();
    for (String line : wrong) {
      Path file = run.given.resolve("wrong-" + files.size() + ".yml");
      String text = "version: \"0.1\"\nservices:\n  web:\n    image: a\n    " + line + "\n";
      files.add(Files.writeString(file, text).toString());
    }
    for (String format : List.of("text", "json", "sarif")) {
      List<String> args = new ArrayList<>(List.of("validate", "-o", format));
      args.addAll(files);
      assertThat(PhotonProcess.run(run.told, CanaryRun.MOST, args.toArray(String[]::new)).status())
          .isNotZero();
    }
    run.refused(run.photon("ops", "create", "-f", files.get(0), "--name", "wrong"), "wrong-0.yml");
  }

  private void deploy() throws Exception {
    String shop =
        file("photon.yml", "web: {image: \"photon-hello:1\", args: [greeter]}").toString();
    String[] variables = {"--env-file", envFile.toString()};
    run.done("ops", with(variables, "create", "-f", shop, "--name", "shop"));
    run.done("ops", "status", "--name", "shop");
    run.done("ops", "list");
    run.done("ops", with(variables, "search", "-f", shop));
    run.refused(run.photon("ops", "notify", "--name", "shop"), "");
  }

  private static String[] with(String[] more, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private void share(String bob) throws Exception {
    var granted = run.done("ops", "access", "grant", "bob@example.com", "--name", "shop");
    String invitation = granted.out().strip();
    run.plant(Canary.token("invitation", invitation.substring(invitation.lastIndexOf('/') + 1)));
    String half = invitation.substring(9);
    run.refused(run.photonIn("bob", half, "access", "accept", "-"), "no invitation");
    String wrong = invitation.substring(0, invitation.length() - 4) + "0000";
    run.refused(run.photonIn("bob", wrong, "access", "accept", "-"), "no such invitation");
    var accepted = run.photonIn("bob", invitation, "access", "accept", "-");
    assertThat(accepted.status()).as(accepted.toString()).isZero();
    run.done("bob", "status", "--name", "shop", "-o", "json");
    String wrongToken = run.plantFile("wrong token").toString();
    String[] revoke = {"revoke", "account", bob, "--yes", "--operator-token-file"};
    run.refused(run.photon("ops", with(new String[] {wrongToken}, revoke)), "");
    String operatorToken = enrolToken.resolveSibling("operator-token").toString();
    run.done("ops", with(new String[] {operatorToken}, revoke));
    run.refused(run.photon("bob", "list"), "");
  }

  /** A program that ends with an error, and an image that nobody has. */
  private void fail() throws Exception {
    String services =
        """
        web: {image: "photon-hello:1", args: [greeter]}
        sick: {image: "photon-hello:1", args: [exit, "3"]}
        lost: {image: "photon.invalid/absent:1"}
        """;
    String worse = file("worse.yml", services).toString();
    run.done(
        "ops",
        "update",
        "-f",
        worse,
        "--name",
        "shop",
        "--detach",
        "--env-file",
        envFile.toString());
    Waiting.until(
        CanaryRun.MOST,
        "nodes that fail",
        () -> run.photon("ops", "status", "--name", "shop", "-o", "json").out(),
        status -> status.contains("exited with status 3") && status.contains("cannot be pulled"));
  }

  private void end() throws Exception {
    run.done("ops", "delete", "--name", "shop", "--yes");
    // The host hears of it from the registry, a moment later.
    Waiting.until(CanaryRun.MOST, "databases without a secret", this::inDatabases, Set::isEmpty);
    run.endServers();
    Path wrong = run.plantFile("wrong passphrase");
    run.refused(
        run.photon("ops", "registry", "serve", "--passphrase-file", wrong.toString()),
        "not encrypted with this passphrase");
  }
}
