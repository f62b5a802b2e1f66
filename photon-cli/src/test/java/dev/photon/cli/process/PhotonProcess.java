package dev.photon.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A photon command in a process of its own, run from the jar that the build made. */
final class PhotonProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration END = Duration.ofSeconds(40);
  private static final Path JAR = Path.of("target", "photon-cli.jar").toAbsolutePath();

  private final Process process;
  private final List<String> printed;
  private final Path err;

  private PhotonProcess(Process process, List<String> printed, Path err) {
    this.process = process;
    this.err = err;
    this.printed = List.copyOf(printed);
  }

  /** What a command that ran to its end has printed. */
  record Ended(int status, String out, String err) {}

  /** Runs a command to its end. */
  static Ended run(Path folder, Duration most, String... args) throws Exception {
    return run(folder, most, Map.of(), args);
  }

  /** Runs a command to its end with these environment variables, too. */
  static Ended run(Path folder, Duration most, Map<String, String> environment, String... args)
      throws Exception {
    return run(folder, most, environment, "", args);
  }

  /** Runs a command to its end with that on its standard input, too. */
  static Ended run(
      Path folder, Duration most, Map<String, String> environment, String in, String... args)
      throws Exception {
    ProcessBuilder builder = builder(command(args));
    builder.environment().putAll(environment);
    return ended(folder, most, builder, in);
  }

  /** Runs a command to its end on another Java. */
  static Ended runOn(Path java, Path folder, Duration most, String... args) throws Exception {
    return ended(folder, most, builder(command(java, args)), "");
  }

  private static Ended ended(Path folder, Duration most, ProcessBuilder builder, String in)
      throws Exception {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      feed(process, in);
      if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            "not ended within " + most + ": " + builder.command() + "\n" + text(out) + text(err));
      }
      return new Ended(process.exitValue(), text(out), text(err));
    } finally {
      process.destroyForcibly();
    }
  }

  private static void feed(Process process, String in) throws IOException {
    try (Writer writer = process.outputWriter()) {
      writer.write(in);
    }
  }

  /** Starts a server, and returns when it says that it is ready. */
  static PhotonProcess serve(Path folder, String... args) throws Exception {
    return start(folder, "ready ", args);
  }

  /** Starts a command, and returns when it prints a line that begins so. */
  static PhotonProcess start(Path folder, String beginning, String... args) throws Exception {
    return start(folder, beginning, Map.of(), args);
  }

  /** Starts a command with these environment variables, too. */
  static PhotonProcess start(
      Path folder, String beginning, Map<String, String> environment, String... args)
      throws Exception {
    Path err = Files.createTempFile(folder, args[0] + "-", ".log");
    ProcessBuilder builder = builder(command(args));
    builder.environment().putAll(environment);
    Process process = builder.redirectError(err.toFile()).start();
    BufferedReader out = process.inputReader();
    CompletableFuture<List<String>> lines =
        CompletableFuture.supplyAsync(() -> linesUntil(out, beginning));
    try {
      List<String> printed = lines.get(START.toMillis(), TimeUnit.MILLISECONDS);
      if (!printed.get(printed.size() - 1).startsWith(beginning)) {
        throw new AssertionError(
            "no '" + beginning + "': " + List.of(args) + "\n" + printed + text(err));
      }
      return new PhotonProcess(process, printed, err);
    } catch (Exception | AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static List<String> linesUntil(BufferedReader out, String beginning) {
    List<String> lines = new ArrayList<>();
    try {
      do {
        lines.add(String.valueOf(out.readLine()));
      } while (!lines.get(lines.size() - 1).startsWith(beginning) && !lines.contains("null"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /** All that it printed until then. */
  String printed() {
    return String.join("\n", printed);
  }

  /** All that it printed after that, once it has ended. */
  String printedLater() {
    return String.join("\n", process.inputReader().lines().toList());
  }

  long pid() {
    return process.pid();
  }

  /** All that it has logged so far. */
  String logged() throws IOException {
    return text(err);
  }

  /** The word after another one in the line that said that it is ready. */
  String ready(String word) {
    List<String> words = List.of(printed.get(printed.size() - 1).split(" "));
    return words.get(words.indexOf(word) + 1);
  }

  /** Ends it without a chance to do anything. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it as an operator would, and returns its exit status. */
  int terminate() throws InterruptedException {
    process.toHandle().destroy(); // the process would also close what it has not given out yet
    return process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    try {
      if (process.isAlive() && terminate() < 0) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PHOTON_DEBUG", "1");
    return builder;
  }

  /** The whole command line, on the Java that runs this. */
  static List<String> command(String... args) {
    return command(Path.of(System.getProperty("java.home")), args);
  }

  private static List<String> command(Path java, String... args) {
    List<String> command = new ArrayList<>();
    command.add(java.resolve("bin/java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(args));
    return command;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }
}
