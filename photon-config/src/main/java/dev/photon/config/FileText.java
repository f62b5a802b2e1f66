package dev.photon.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads a whole file as text, within bounds. */
final class FileText {
  /** What a file may have at most, in bytes. */
  static final int MAX_BYTES = 1 << 20;

  private FileText() {}

  /** The text without a byte order mark. */
  static String read(Path file) throws UnreadableConfigException {
    String name = Quote.printable(file.toString(), 200);
    byte[] bytes = bytes(file, name);
    if (bytes.length > MAX_BYTES) {
      throw new UnreadableConfigException(
          name + " is larger than 1 MiB, which no deployment file may be");
    }
    if (bytes.length >= 2 && isUtf16Mark(bytes[0], bytes[1])) {
      throw new UnreadableConfigException(name + " is UTF-16 text; save it as UTF-8");
    }
    for (byte b : bytes) {
      if (b == 0) {
        throw new UnreadableConfigException(name + " is a binary file, not a deployment file");
      }
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UnreadableConfigException(name + " is not UTF-8 text; save it as UTF-8");
    }
  }

  private static byte[] bytes(Path file, String name) throws UnreadableConfigException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw new UnreadableConfigException(name + " is a folder; name a deployment file in it");
      }
      if (!attributes.isRegularFile()) {
        // A pipe or device might never end, or never begin.
        throw new UnreadableConfigException(name + " is not an ordinary file");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(MAX_BYTES + 1);
      }
    } catch (NoSuchFileException e) {
      throw new UnreadableConfigException(name + " does not exist");
    } catch (AccessDeniedException e) {
      throw new UnreadableConfigException(name + " may not be read by this user");
    } catch (IOException e) {
      throw new UnreadableConfigException(
          name + " could not be read: " + Quote.printable(String.valueOf(e.getMessage()), 200));
    }
  }

  private static boolean isUtf16Mark(byte first, byte second) {
    return (first == (byte) 0xfe && second == (byte) 0xff)
        || (first == (byte) 0xff && second == (byte) 0xfe);
  }
}
