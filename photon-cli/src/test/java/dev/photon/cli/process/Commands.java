package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.process.PhotonProcess.Ended;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Commands that are run as processes, with what they keep in a folder. */
record Commands(Path folder, Duration most) {

  Ended photon(String... command) throws Exception {
    return PhotonProcess.run(folder, most, command);
  }

  /** One that must end well. */
  Ended done(String... command) throws Exception {
    Ended ended = photon(command);
    assertThat(ended.status()).as("%s: %s", List.of(command), ended.err()).isZero();
    return ended;
  }

  /** The path of something in the folder. */
  String in(String name) {
    return folder.resolve(name).toString();
  }

  /** A registry whose keys are in the clear. */
  PhotonProcess registry(String state, String listen, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("registry", "serve", "--plain-keys"));
    command.addAll(List.of("--listen", listen, "--state", in(state)));
    command.addAll(List.of(more));
    return PhotonProcess.serve(folder, command.toArray(String[]::new));
  }

  /** Makes an account whose state is in the folder of that name. */
  void register(String who, String address, String pin) throws Exception {
    Ended unused =
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
}
