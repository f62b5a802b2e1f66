package dev.photon.cli.authorization;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The audit log while a test runs, which else nobody reads. */
final class Audit extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.photon.audit");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  static Audit listen() {
    Audit audit = new Audit();
    audit.setContext(audit.logger.getLoggerContext());
    audit.start();
    audit.logger.setLevel(Level.INFO);
    audit.logger.addAppender(audit);
    return audit;
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(event.getFormattedMessage());
  }

  /** All lines so far. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** The lines so far about a call of somebody, which are forgotten. */
  List<String> taken(String call, String who) {
    String beginning = "refused " + call + " to " + who + " ";
    List<String> taken = lines.stream().filter(line -> line.startsWith(beginning)).toList();
    lines.removeIf(line -> line.startsWith(beginning));
    return taken;
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(null);
    stop();
  }
}
