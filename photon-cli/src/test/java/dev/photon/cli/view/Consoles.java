package dev.photon.cli.view;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Consoles whose standard error is kept, to be looked at. */
final class Consoles {
  private Consoles() {}

  static Console keeping(
      ByteArrayOutputStream err, Map<String, String> environment, Console.Terminals terminals) {
    return new Console(
        InputStream.nullInputStream(),
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        terminals);
  }
}
