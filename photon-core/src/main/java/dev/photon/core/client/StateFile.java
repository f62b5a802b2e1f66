package dev.photon.core.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.photon.core.client.ClientException.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * A small file of names and values that is replaced as a whole, and readable by its owner alone.
 *
 * @param most how many bytes of it are read; one that has more is damaged
 */
record StateFile(Path path, long most) {
  StateFile(Path path) {
    this(path, 64 * 1024);
  }

  /** What is in it; empty when it does not exist. */
  Optional<Map<String, String>> read() throws ClientException {
    try {
      if (!Files.exists(path)) {
        return Optional.empty();
      }
      if (Files.size(path) > most) {
        throw new IOException("it is too long");
      }
      Properties properties = new Properties();
      properties.load(new StringReader(Files.readString(path)));
      Map<String, String> values = new TreeMap<>();
      properties.stringPropertyNames().forEach(n -> values.put(n, properties.getProperty(n)));
      return Optional.of(values);
    } catch (IOException | IllegalArgumentException e) {
      throw local("cannot read", e);
    }
  }

  /** Writes it; afterwards it is on the disk. Its folder exists. */
  void write(Map<String, String> values) throws ClientException {
    Path written = path.resolveSibling("." + path.getFileName() + ".tmp");
    try {
      Properties properties = new Properties();
      properties.putAll(values);
      StringWriter text = new StringWriter();
      properties.store(text, null);
      Files.deleteIfExists(written);
      try (FileChannel channel =
          FileChannel.open(
              written,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw local("cannot write", e);
    }
  }

  /** A value that must be there. */
  String required(Map<String, String> values, String name) throws ClientException {
    String value = values.get(name);
    if (value == null) {
      throw new ClientException(
          Kind.LOCAL, "'" + path + "' has no '" + name + "'", "it may have been changed by hand");
    }
    return value;
  }

  private ClientException local(String what, Exception e) {
    return new ClientException(
        Kind.LOCAL, what + " '" + path + "': " + e.getMessage(), Optional.empty(), e);
  }
}
