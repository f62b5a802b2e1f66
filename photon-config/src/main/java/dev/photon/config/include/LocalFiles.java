package dev.photon.config.include;

import dev.photon.config.include.IncludeAddress.Local;
import dev.photon.config.include.IncludeException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads files of this machine, within bounds. */
final class LocalFiles {
  private final IncludePolicy policy;

  LocalFiles(IncludePolicy policy) {
    this.policy = policy;
  }

  /** Reads the file; its identity is its path without symbolic links. */
  Included read(Local address) throws IncludeException {
    try {
      Path real = real(address);
      requireAllowed(address, real);
      return new Included(new Local(real), Content.of(bytes(address, real)));
    } catch (IOException e) {
      throw refused(address, e);
    }
  }

  private Path real(Local address) throws IncludeException, IOException {
    try {
      return address.file().toRealPath();
    } catch (IOException e) {
      // Nobody is told what there is outside, nor what there is not.
      requireAllowed(address, address.file().toAbsolutePath().normalize());
      throw e;
    }
  }

  private byte[] bytes(Local address, Path real) throws IOException, IncludeException {
    BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new IncludeException(
          Kind.UNREADABLE, address.text() + " is a folder; name a deployment file in it");
    }
    if (!attributes.isRegularFile()) {
      // A pipe or device might never end, or never begin.
      throw new IncludeException(Kind.UNREADABLE, address.text() + " is not an ordinary file");
    }
    // A link put in place since the check is not followed.
    try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
      return Bounded.read(in, address, policy.maxBytes());
    }
  }

  private void requireAllowed(Local address, Path file) throws IncludeException, IOException {
    for (Path root : policy.roots()) {
      // A root that is not there has no files in it.
      if (file.startsWith(root.toAbsolutePath().normalize())
          || (Files.exists(root) && file.startsWith(root.toRealPath()))) {
        return;
      }
    }
    if (!policy.roots().isEmpty()) {
      throw new IncludeException(
          Kind.NOT_ALLOWED,
          address.text() + " is outside the folders that files may be included from",
          "copy it into one of them");
    }
  }

  static IncludeException refused(Local address, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new IncludeException(Kind.NOT_FOUND, address.text() + " does not exist");
    }
    if (e instanceof AccessDeniedException) {
      return new IncludeException(
          Kind.UNREADABLE, address.text() + " may not be read by this user");
    }
    return new IncludeException(
        Kind.UNREADABLE, address.text() + " could not be read: " + Printable.of(reason(e)));
  }

  /** Without the name of the file, which is said already. */
  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException at ? at.getReason() : e.getMessage();
    return String.valueOf(reason);
  }
}
