package dev.photon.cli.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks again and again at what every user of the machine sees of its processes, their command
 * lines, and at what the same user sees, their environments.
 */
final class ProcessWatch implements AutoCloseable {
  private static final long EVERY_MILLIS = 20;
  private static final Path PROC = Path.of("/proc");

  private final Set<Seen> seen = ConcurrentHashMap.newKeySet();
  private final AtomicLong rounds = new AtomicLong();
  private final String ownFiles = link("self");
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  /**
   * What one process showed.
   *
   * @param part {@code cmdline} or {@code environ}
   * @param inContainer whether it has a file system of its own, as the nodes of a datacenter have
   */
  record Seen(long pid, String part, boolean inContainer, String text) {
    String place() {
      String command = text.substring(0, Math.min(text.length(), 40)).replace('\0', ' ');
      return part.equals("cmdline") ? "cmdline of " + command : "environ of " + pid;
    }
  }

  static ProcessWatch start() {
    ProcessWatch watch = new ProcessWatch();
    var unused =
        watch.timer.scheduleWithFixedDelay(watch::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        String name = process.getFileName().toString();
        String files = link(name);
        boolean inContainer = !files.isEmpty() && !files.equals(ownFiles);
        keep(name, "cmdline", inContainer);
        keep(name, "environ", inContainer);
      }
      rounds.incrementAndGet();
    } catch (IOException e) {
      throw new AssertionError("the processes of this machine cannot be listed", e);
    }
  }

  private void keep(String process, String part, boolean inContainer) {
    try {
      String text = new String(Files.readAllBytes(PROC.resolve(process).resolve(part)), ISO_8859_1);
      if (!text.isEmpty()) {
        seen.add(new Seen(Long.parseLong(process), part, inContainer, text));
      }
    } catch (IOException e) {
      // It has ended, or belongs to somebody else, whose environment nobody here sees.
      return;
    }
  }

  /** Which file system a process has; nothing if it has ended. */
  private static String link(String process) {
    try {
      return Files.readSymbolicLink(PROC.resolve(process).resolve("ns/mnt")).toString();
    } catch (IOException e) {
      return "";
    }
  }

  Set<Seen> seen() {
    return Set.copyOf(seen);
  }

  /** How often all processes were looked at. */
  long rounds() {
    return rounds.get();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
