package dev.photon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it saves leaves the old credentials or the new ones. */
class KilledSaveTest {
  private static final int KILLS = 5;
  private static final int MOST_SAVES = 40;
  private static final KeyProtection PROTECTION =
      KeyProtection.with(Passphrase.of("correct horse battery staple".toCharArray()));

  /** Saves anew without end, and says how often it did. */
  public static final class Saver {
    private Saver() {}

    /** Runs it; the argument is the folder. */
    public static void main(String[] args) throws Exception {
      KeyStoreDirectory keys = KeyStoreDirectory.open(Path.of(args[0]), PROTECTION);
      while (true) {
        keys.save(
            "root",
            CertificateAuthority.createRoot(Clock.systemUTC(), new SecureRandom()).credentials());
        System.out.println("saved");
      }
    }
  }

  @Test
  void theOldOrTheNewOnesAreThere(@TempDir Path temporary) throws Exception {
    Path folder = temporary.resolve("keys");
    Random random = new Random(17);
    Set<Identity> seen = new HashSet<>();
    for (int i = 0; i < KILLS; i++) {
      kill(folder, 1 + random.nextInt(MOST_SAVES));
      seen.add(KeyStoreDirectory.open(folder, PROTECTION).load("root").orElseThrow().identity());
    }
    assertThat(seen).as("each run saved").hasSize(KILLS);
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("root.pem"));
    }
  }

  private static void kill(Path folder, int afterSaves) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Saver.class.getName(),
                    folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < afterSaves; i++) {
        assertThat(out.readLine()).isEqualTo("saved");
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
