package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.photon.cli.process.PhotonProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Servers and commands as processes of their own, that tell as much as they can: with PHOTON_DEBUG,
 * and the servers at the level trace. All that they print is kept in one folder.
 */
final class CanaryRun implements AutoCloseable {
  static final Duration MOST = Duration.ofMinutes(2);
  private static final Pattern CODE = Pattern.compile("[0-9]{4}-[0-9]{4}");

  /** For what the processes print. */
  final Path told;

  /** The folders of the operator, who deploys, too, and of the one who is invited. */
  final Path states;

  /** For what is handed to them in files. */
  final Path given;

  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final Map<String, PhotonProcess> servers = new TreeMap<>();
  private final List<Canary> canaries = new ArrayList<>();
  private long metacenterHost;

  CanaryRun(Path folder) throws Exception {
    told = Files.createDirectory(folder.resolve("told"));
    states = Files.createDirectory(folder.resolve("states"));
    given = Files.createDirectory(folder.resolve("given"));
  }

  /** A new secret that is looked for from now on. */
  String plant(String name) {
    String word = Canary.word("canary");
    canaries.add(Canary.text(name, word));
    return word;
  }

  void plant(Canary canary) {
    if (!canaries.contains(canary)) {
      canaries.add(canary);
    }
  }

  /** Looks for all keys from now on that anybody has by now. */
  void plantKeys(List<Path> passphrases) throws Exception {
    for (Path file : Places.files(states)) {
      if (file.toString().endsWith(".pem")) {
        for (PrivateKey key : PrivateKeys.in(file, passphrases)) {
          plant(Canary.key("key of " + states.relativize(file), key));
        }
      }
    }
  }

  List<Canary> canaries() {
    return List.copyOf(canaries);
  }

  /** A new secret in a file that its owner alone can read. */
  Path plantFile(String name) throws Exception {
    return PassphraseFile.in(given, name.replace(' ', '-'), plant(name));
  }

  /** The options for a registry that mails codes by a server that asks for a password. */
  List<String> mailOptions() throws Exception {
    Path password = plantFile("mail password");
    mail.setUser("registry@example.com", "registry", Files.readString(password).strip());
    mail.start();
    List<String> options = new ArrayList<>();
    for (String option :
        List.of(
            "smtp-host=127.0.0.1",
            "smtp-port=" + mail.getSmtp().getPort(),
            "smtp-tls=none",
            "smtp-user=registry",
            "smtp-password-file=" + password,
            "from=registry@example.com")) {
      options.addAll(List.of("--mail-option", option));
    }
    return options;
  }

  /** The code that was mailed to an address. */
  String code(String email) throws Exception {
    for (var message : mail.getReceivedMessages()) {
      Matcher code = CODE.matcher(message.getSubject());
      if (message.getAllRecipients()[0].toString().equals(email) && code.find()) {
        canaries.add(Canary.text("code of " + email, code.group()));
        return code.group();
      }
    }
    throw new AssertionError("no code was mailed to " + email);
  }

  PhotonProcess serve(String name, Map<String, String> environment, List<String> args)
      throws Exception {
    List<String> all = new ArrayList<>(args);
    all.addAll(List.of("--listen", "127.0.0.1:0", "--log-level", "trace"));
    all.addAll(List.of("--state", states.resolve("ops").toString()));
    PhotonProcess server =
        PhotonProcess.start(told, "ready ", environment, all.toArray(String[]::new));
    servers.put(name, server);
    metacenterHost = name.equals("metacenter") ? server.pid() : metacenterHost;
    return server;
  }

  /** What a process is that showed something. */
  String place(ProcessWatch.Seen seen) {
    boolean given = seen.pid() == metacenterHost && seen.part().equals("environ");
    return given
        ? "environ of the metacenter host"
        : seen.place() + (seen.inContainer() ? " in a container" : "");
  }

  /** A command of somebody. */
  Ended photon(String who, String... args) throws Exception {
    return photonIn(who, "", args);
  }

  /** A command of somebody who has that on standard input. */
  Ended photonIn(String who, String in, String... args) throws Exception {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(List.of("--state", states.resolve(who).toString()));
    return PhotonProcess.run(told, MOST, Map.of(), in, all.toArray(String[]::new));
  }

  /** A command that must succeed. */
  Ended done(String who, String... args) throws Exception {
    Ended ended = photon(who, args);
    assertThat(ended.status()).as(ended.toString()).isZero();
    return ended;
  }

  /** A command that must not, and says that. */
  Ended refused(Ended ended, String why) {
    assertThat(ended.status()).as(ended.toString()).isNotZero();
    assertThat(ended.err()).contains(why);
    return ended;
  }

  /** Ends all servers, and keeps what they have printed since they were ready. */
  void endServers() throws Exception {
    for (String name : List.of("west", "east", "metacenter", "registry")) {
      PhotonProcess server = servers.remove(name);
      if (server != null) {
        assertThat(server.terminate()).as(name).isZero();
        Files.writeString(
            told.resolve(name + ".out"), server.printed() + "\n" + server.printedLater());
      }
    }
  }

  @Override
  public void close() {
    servers.values().forEach(PhotonProcess::close);
    mail.stop();
  }
}
