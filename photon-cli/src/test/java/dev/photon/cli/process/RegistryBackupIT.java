package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.process.PhotonProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry is backed up while it serves, killed, and put back. */
class RegistryBackupIT {
  private static final Duration MOST = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  private Ended photon(String... command) throws Exception {
    return PhotonProcess.run(folder, MOST, command);
  }

  private Ended done(String... command) throws Exception {
    Ended ended = photon(command);
    assertThat(ended.status()).as("%s: %s", List.of(command), ended.err()).isZero();
    return ended;
  }

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  private PhotonProcess registry(String listen) throws Exception {
    return PhotonProcess.serve(
        folder, "registry", "serve", "--plain-keys", "--listen", listen, "--state", in("state"));
  }

  @Test
  void whatWasKnownAtTheBackupIsServedAgain() throws Exception {
    String backup = in("backup.db");
    List<String> state = List.of("--state", in("state"));
    String address;
    String pin;
    try (PhotonProcess registry = registry("127.0.0.1:0")) {
      address = List.of(registry.printed().split(" ", -1)).get(2);
      pin = List.of(registry.printed().split(" ", -1)).get(4);
      register("ada", address, pin);
      assertThat(done(with(state, "registry", "backup", backup)).out())
          .startsWith("backup '" + backup + "': ")
          .endsWith(" bytes, whole\n");
      register("bob", address, pin);
      Ended busy = photon(with(state, "registry", "restore", backup, "--yes"));
      assertThat(busy.status()).isEqualTo(1);
      assertThat(busy.err()).contains("is in use by another Photon", "nothing was changed");
      registry.kill();
    }
    Ended unasked = photon(with(state, "registry", "restore", backup));
    assertThat(unasked.status()).isEqualTo(2);
    assertThat(unasked.err()).contains("nobody is at a terminal", "give --yes");

    assertThat(done(with(state, "registry", "restore", backup, "--yes")).out())
        .contains("restored '" + backup + "'; what there was is '", "registry.db.before-");
    try (PhotonProcess registry = registry(address)) {
      assertThat(registry.printed()).contains(pin);
      done("list", "--state", in("ada"));
      Ended unknown = photon("list", "--state", in("bob"));
      assertThat(unknown.status()).as(unknown.err()).isEqualTo(1);
      assertThat(unknown.err()).contains("is not known here any more", "'photon register' with");
      register("bob", address, pin);
      done("list", "--state", in("bob"));
    }
  }

  private void register(String who, String address, String pin) throws Exception {
    done(
        "register",
        who + "@example.com",
        "-h",
        address,
        "--ca-fingerprint",
        pin,
        "--state",
        in(who));
  }

  private static String[] with(List<String> options, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(options);
    return all.toArray(String[]::new);
  }

  @Test
  void wrongFilesAreOneErrorEach() throws Exception {
    List<String> state = List.of("--state", in("state"));
    Ended nothing = photon(with(state, "registry", "backup", in("backup.db")));
    assertThat(nothing.status()).isEqualTo(1);
    assertThat(nothing.err()).contains("there is no store", "is named with --state");
    Files.writeString(folder.resolve("text"), "version: 0.1\n");
    Ended foreign = photon(with(state, "registry", "restore", in("text"), "--yes"));
    assertThat(foreign.status()).isEqualTo(1);
    assertThat(foreign.err())
        .contains("text' cannot be read: it is no database", "nothing was changed");
    assertThat(folder.resolve("state/registry")).doesNotExist();
  }
}
