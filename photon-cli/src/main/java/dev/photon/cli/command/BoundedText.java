package dev.photon.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads at most 1 MiB of UTF-8: what is a device has no end, and no size. */
final class BoundedText {
  private static final int MOST_BYTES = 1 << 20;

  private BoundedText() {}

  /**
   * Reads a file.
   *
   * @param what it is, with its name
   * @param hint what to do where it cannot be read
   */
  static String of(Path file, String what, String hint) throws CommandFailure {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in, what, hint);
    } catch (IOException e) {
      throw failure(what + " cannot be read", hint, e);
    }
  }

  /** Reads a stream to its end. */
  static String of(InputStream in, String what, String hint) throws CommandFailure {
    try {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw CommandFailure.usage(what + " is larger than 1 MiB", hint);
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw failure(what + " is not UTF-8 text", hint, e);
    } catch (IOException e) {
      throw failure(what + " cannot be read", hint, e);
    }
  }

  private static CommandFailure failure(String message, String hint, IOException e) {
    return new CommandFailure(ExitStatus.USAGE, message, Optional.of(hint), e);
  }
}
