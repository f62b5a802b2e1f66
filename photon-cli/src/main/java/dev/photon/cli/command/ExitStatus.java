package dev.photon.cli.command;

/** What the process ends with; scripts rely on it. */
final class ExitStatus {
  static final int DONE = 0;

  /** The file is invalid, or the request was refused. */
  static final int REFUSED = 1;

  /** It was typed wrongly, or a file cannot be read. */
  static final int USAGE = 2;

  /** The update failed and the previous revision is back. */
  static final int ROLLED_BACK = 3;

  /** A server does not answer. */
  static final int UNREACHABLE = 4;

  /** It was not done within the time given. */
  static final int TIMED_OUT = 5;

  private ExitStatus() {}
}
