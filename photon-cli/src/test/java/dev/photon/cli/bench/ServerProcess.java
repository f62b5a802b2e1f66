package dev.photon.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, and the processor time that it has used. */
final class ServerProcess implements AutoCloseable {
  /** Of the clock that Linux counts processes' times with. */
  private static final double TICKS = 100;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private final Process process;
  private final BufferedReader out;

  private ServerProcess(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  /** Starts a server that logs to a file. */
  static ServerProcess start(Path log, List<String> command) throws IOException {
    return new ServerProcess(
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  /** The first line that it prints that begins so. */
  String line(String beginning) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(beginning)) {
        return line;
      }
    }
    throw new IOException("the server ended before it said '" + beginning + "'");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** User and system time of all its threads until now. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    String[] numbers = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(numbers[USER_TIME]) + Long.parseLong(numbers[SYSTEM_TIME])) / TICKS;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
