package dev.photon.core.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A secret in a file that its owner alone can read: who shows it may do what others may not. It
 * prints as {@code ***}.
 */
final class SecretToken {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private final String value;

  private SecretToken(String value) {
    this.value = value;
  }

  /** Reads the token, or draws one and keeps it in a file that its owner alone can read. */
  static SecretToken in(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] bytes = new byte[32];
      new SecureRandom().nextBytes(bytes);
      SecretToken token = new SecretToken(HexFormat.of().formatHex(bytes));
      token.save(file);
      return token;
    }
    if (Files.size(file) > 1024) {
      throw unreadable(file);
    }
    var permissions = Files.getPosixFilePermissions(file);
    if (!PosixFilePermissions.fromString("rw-------").containsAll(permissions)) {
      throw new IOException(
          "others can read the token in " + file + "; chmod 600 it, or delete it for a new one");
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (!FORM.matcher(text).matches()) {
      throw unreadable(file);
    }
    return new SecretToken(text);
  }

  private static IOException unreadable(Path file) {
    return new IOException(
        "the token in " + file + " is not 64 hex digits; delete it to have a new one made");
  }

  private void save(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path written = absolute.resolveSibling("." + absolute.getFileName() + ".tmp");
    Files.deleteIfExists(written);
    try (FileChannel channel =
        FileChannel.open(
            written,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer text = ByteBuffer.wrap((value + "\n").getBytes(StandardCharsets.US_ASCII));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(written, absolute, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Compares in a time that does not tell how much of a guess was right. */
  boolean matches(String guess) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), guess.getBytes(StandardCharsets.UTF_8));
  }

  String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
