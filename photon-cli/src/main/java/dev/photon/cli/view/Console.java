package dev.photon.cli.view;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes, and what kind of place that is. All text is UTF-8. A command
 * touches neither {@code System.out} nor the environment but through this, so that a test sees all
 * that a person would.
 */
public final class Console {
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final Terminals terminals;
  private final @Nullable Secrets secrets;

  /** Where secrets come from. */
  public interface Secrets {
    /** What is typed and not shown; empty at the end of input. */
    Optional<char[]> ask(String prompt);
  }

  /** Which of the three streams are terminals. */
  public record Terminals(boolean in, boolean out, boolean err) {
    public static final Terminals NONE = new Terminals(false, false, false);
  }

  /**
   * A console of these streams.
   *
   * @param environment does not change any more: it is not copied
   */
  public Console(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Terminals terminals) {
    this(in, out, err, environment, terminals, null);
  }

  /**
   * The same with secrets from elsewhere than the terminal of this process.
   *
   * @param environment does not change any more: it is not copied
   */
  public Console(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Terminals terminals,
      @Nullable Secrets secrets) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.environment = environment;
    this.terminals = terminals;
    this.secrets = secrets;
  }

  /** The console of this process. */
  public static Console system() {
    return new Console(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        System.getenv(),
        processTerminals());
  }

  public InputStream in() {
    return in;
  }

  public PrintStream out() {
    return out;
  }

  public PrintStream err() {
    return err;
  }

  public Terminals terminals() {
    return terminals;
  }

  /** An environment variable; one that is empty counts as unset. */
  public Optional<String> environment(String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /** All environment variables. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Whether a person can be asked: what is asked is seen, and the answer comes from there. */
  public boolean interactive() {
    return terminals.in() && terminals.err();
  }

  /** Whether a person can be asked for a secret, which Java does on standard output. */
  public boolean asksSecrets() {
    return terminals.in() && terminals.out();
  }

  /**
   * Asks for a secret, which is not shown as it is typed.
   *
   * @return empty at the end of input; the caller wipes it
   */
  @SuppressWarnings(
      "SystemConsoleNull") // without a terminal there may be one that shows what is typed
  public Optional<char[]> secret(String prompt) {
    if (secrets != null) {
      return secrets.ask(prompt);
    }
    java.io.Console terminal = System.console();
    return terminal == null || !asksSecrets()
        ? Optional.empty()
        : Optional.ofNullable(terminal.readPassword("%s", prompt));
  }

  /** The colours of standard output. */
  public Style outStyle() {
    return style(terminals.out());
  }

  /** The colours of standard error. */
  public Style errStyle() {
    return style(terminals.err());
  }

  /** Whether lines on standard error can be drawn anew. */
  public boolean redraws() {
    return terminals.err() && capable();
  }

  public void flush() {
    out.flush();
    err.flush();
  }

  private Style style(boolean terminal) {
    boolean colour = terminal && capable() && environment("NO_COLOR").isEmpty();
    return colour ? Style.COLOUR : Style.PLAIN;
  }

  private boolean capable() {
    return !environment("TERM").equals(Optional.of("dumb"));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 8192),
        true,
        StandardCharsets.UTF_8);
  }

  /**
   * The launcher tells by {@code photon.terminals} which of the descriptors 0, 1 and 2 are
   * terminals; Java itself can only tell whether the first two are.
   */
  @SuppressWarnings("SystemConsoleNull") // asked only where null still means something
  private static Terminals processTerminals() {
    String told = System.getProperty("photon.terminals");
    if (told != null) {
      return new Terminals(told.contains("0"), told.contains("1"), told.contains("2"));
    }
    boolean all = Runtime.version().feature() < 22 && System.console() != null;
    return new Terminals(all, all, all);
  }

  /**
   * Prints what a command found.
   *
   * @param text for people, with a line break at its end
   * @param data for programs, in the other formats
   */
  public void print(OutputFormat format, Supplier<String> text, Supplier<Data> data) {
    out.print(format == OutputFormat.TEXT ? text.get() : format.write(data.get()));
  }
}
