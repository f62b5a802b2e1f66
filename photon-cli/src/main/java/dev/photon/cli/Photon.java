package dev.photon.cli;

import dev.photon.cli.command.Commands;
import dev.photon.cli.view.Console;
import org.slf4j.LoggerFactory;

/** The {@code photon} command. */
public final class Photon {
  private Photon() {}

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(new LogsFaults());
    Console console = Console.system();
    int status = Commands.run(console, args);
    console.flush();
    System.exit(status);
  }

  /** Loads the logging only once there is something to log. */
  private static final class LogsFaults implements Thread.UncaughtExceptionHandler {
    @Override
    public void uncaughtException(Thread thread, Throwable fault) {
      LoggerFactory.getLogger(Photon.class).error("{} has a fault", thread.getName(), fault);
    }
  }
}
