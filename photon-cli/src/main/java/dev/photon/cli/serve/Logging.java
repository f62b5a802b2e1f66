package dev.photon.cli.serve;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** What is logged: nothing by a command; by a server one line an event, on standard error. */
public final class Logging extends ContextAwareBase implements Configurator {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{0} [%thread] %msg%n%ex{short}";

  /** Silence, until a server asks for more. Found by the logging library. */
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** The levels that an operator can choose; empty for anything else. */
  public static Optional<Level> level(String name) {
    return switch (name) {
      case "error", "warn", "info", "debug", "trace" ->
          Optional.of(Level.toLevel(name.toUpperCase(Locale.ROOT)));
      default -> Optional.empty();
    };
  }

  /** Logs to standard error from now on. */
  public static void toStandardError(Level level) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setTarget("System.err");
    to(appender, level);
  }

  /** Logs to the end of a file from now on. */
  public static void toFile(Path file, Level level) {
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setFile(file.toString());
    to(appender, level);
  }

  private static void to(OutputStreamAppender<ILoggingEvent> appender, Level level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(level);
    quieten(context, "io.grpc", level);
    quieten(context, "io.netty", level);
    quieten(context, "okhttp3", level);
  }

  /** What libraries tell in detail is of use to those who debug them only. */
  private static void quieten(LoggerContext context, String library, Level level) {
    context.getLogger(library).setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
  }
}
