package dev.photon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.OSInfo;

/** A child would have the environment of a server, and in it perhaps a passphrase. */
class SqlitePlatformTest {
  private static final String STARTED = "jdk.ProcessStart";

  @TempDir private Path folder = Path.of("");

  @Test
  void sqliteIsFoundWithoutAProcess() throws Exception {
    JdbcStore.open("jdbc:sqlite:" + folder.resolve("state.db"), "event").close();
    Path events = folder.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(STARTED);
      recording.start();
      assertThat(OSInfo.getNativeLibFolderPathForCurrentOS()).doesNotContain("Android");
      recording.stop();
      recording.dump(events);
    }
    assertThat(RecordingFile.readAllEvents(events))
        .noneMatch(event -> event.getEventType().getName().equals(STARTED));
  }
}
