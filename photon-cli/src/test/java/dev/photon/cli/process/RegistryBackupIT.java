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

  private Commands commands() {
    return new Commands(folder, MOST);
  }

  @Test
  void whatWasKnownAtTheBackupIsServedAgain() throws Exception {
    String backup = commands().in("backup.db");
    List<String> state = List.of("--state", commands().in("state"));
    String address;
    String pin;
    try (PhotonProcess registry = commands().registry("state", "127.0.0.1:0")) {
      address = List.of(registry.printed().split(" ", -1)).get(2);
      pin = List.of(registry.printed().split(" ", -1)).get(4);
      commands().register("ada", address, pin);
      assertThat(commands().done(with(state, "registry", "backup", backup)).out())
          .startsWith("backup '" + backup + "': ")
          .endsWith(" bytes, whole\n");
      commands().register("bob", address, pin);
      Ended busy = commands().photon(with(state, "registry", "restore", backup, "--yes"));
      assertThat(busy.status()).isEqualTo(1);
      assertThat(busy.err()).contains("is in use by another Photon", "nothing was changed");
      registry.kill();
    }
    Ended unasked = commands().photon(with(state, "registry", "restore", backup));
    assertThat(unasked.status()).isEqualTo(2);
    assertThat(unasked.err()).contains("nobody is at a terminal", "give --yes");

    assertThat(commands().done(with(state, "registry", "restore", backup, "--yes")).out())
        .contains("restored '" + backup + "'; what there was is '", "registry.db.before-");
    try (PhotonProcess registry = commands().registry("state", address)) {
      assertThat(registry.printed()).contains(pin);
      commands().done("list", "--state", commands().in("ada"));
      Ended unknown = commands().photon("list", "--state", commands().in("bob"));
      assertThat(unknown.status()).as(unknown.err()).isEqualTo(1);
      assertThat(unknown.err()).contains("is not known here any more", "'photon register' with");
      commands().register("bob", address, pin);
      commands().done("list", "--state", commands().in("bob"));
    }
  }

  private static String[] with(List<String> options, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(options);
    return all.toArray(String[]::new);
  }

  @Test
  void wrongFilesAreOneErrorEach() throws Exception {
    List<String> state = List.of("--state", commands().in("state"));
    Ended nothing =
        commands().photon(with(state, "registry", "backup", commands().in("backup.db")));
    assertThat(nothing.status()).isEqualTo(1);
    assertThat(nothing.err()).contains("there is no store", "is named with --state");
    Files.writeString(folder.resolve("text"), "version: 0.1\n");
    Ended foreign =
        commands().photon(with(state, "registry", "restore", commands().in("text"), "--yes"));
    assertThat(foreign.status()).isEqualTo(1);
    assertThat(foreign.err())
        .contains("text' cannot be read: it is no database", "nothing was changed");
    assertThat(folder.resolve("state/registry")).doesNotExist();
  }
}
