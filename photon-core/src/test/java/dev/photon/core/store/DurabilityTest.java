package dev.photon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process has acknowledged is there after it was killed with SIGKILL. */
class DurabilityTest {
  private static final int ROUNDS = 3;

  @TempDir Path folder;

  @Test
  void noAcknowledgedWriteIsLostAndTheSequenceHasNoGap() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("state.db");
    long acknowledged = 0;
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged = Math.max(acknowledged, killAfter(url, 40 + 13 * round));
      try (Store store = JdbcStore.open(url, "event")) {
        List<Long> there =
            store.read(
                tx ->
                    tx.query(
                        "SELECT sequence FROM event ORDER BY sequence",
                        row -> row.number("sequence")));
        assertThat(there.size()).isGreaterThanOrEqualTo((int) acknowledged);
        for (int i = 0; i < there.size(); i++) {
          assertThat(there.get(i)).isEqualTo(i + 1L);
        }
      }
    }
  }

  /** Runs a writer, kills it once it has acknowledged so many, returns the last acknowledged. */
  private static long killAfter(String url, int acknowledgements)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                url)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      int seen = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = Long.parseLong(line);
        if (++seen == acknowledgements) {
          writer.toHandle().destroyForcibly(); // leaves the pipe open, to read what it held
        }
      }
    }
    assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(writer.exitValue()).isEqualTo(128 + 9);
    return last;
  }

  /** Writes one row after the other, and says so after each. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      try (Store store = JdbcStore.open(args[0], "event")) {
        while (true) {
          System.out.println(store.write(Writer::next));
        }
      }
    }

    private static long next(Transaction tx) {
      long next =
          1
              + tx.first(
                      "SELECT COALESCE(MAX(sequence), 0) AS last FROM event", r -> r.number("last"))
                  .orElseThrow();
      tx.update("INSERT INTO event (log, sequence, body) VALUES ('kill', ?, '')", next);
      return next;
    }
  }
}
