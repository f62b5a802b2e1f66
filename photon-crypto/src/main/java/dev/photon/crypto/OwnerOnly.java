package dev.photon.crypto;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Makes sure that what is secret belongs to the user of this process and is open to nobody else.
 *
 * @param self the user; empty where the system has no name for it, as in some containers: then
 *     whose a file is cannot be told
 */
record OwnerOnly(Optional<UserPrincipal> self) {
  static final OwnerOnly CURRENT = new OwnerOnly(current());

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private static Optional<UserPrincipal> current() {
    try {
      return Optional.of(
          FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(System.getProperty("user.name", "?")));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** What a new file is made with. */
  static FileAttribute<?> ofFile() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }

  /** What a new folder is made with. */
  static FileAttribute<?> ofFolder() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }

  void requireFolder(Path folder) throws IOException {
    PosixFileAttributes attributes = attributes(folder);
    if (!attributes.isDirectory()) {
      throw new UnsafeKeyStoreException(folder, "keys are kept in a folder, this is none");
    }
    require(folder, attributes, "chmod 700 ");
  }

  /**
   * Reads a file that is its owner's alone.
   *
   * @param most how many bytes are read; more are refused
   */
  byte[] read(Path file, int most) throws IOException {
    PosixFileAttributes attributes = attributes(file);
    if (!attributes.isRegularFile()) {
      throw new UnsafeKeyStoreException(file, "this is no regular file");
    }
    require(file, attributes, "chmod 600 ");
    // A link put in place since the check is not followed either.
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(READ, LinkOption.NOFOLLOW_LINKS))) {
      if (channel.size() > most) {
        throw new UnsafeKeyStoreException(
            file, "at most " + most + " bytes are read from such a file, it has more");
      }
      ByteBuffer content = ByteBuffer.allocate((int) channel.size());
      for (int read = 0; read >= 0 && content.hasRemaining(); ) {
        read = channel.read(content);
      }
      byte[] bytes = new byte[content.position()];
      content.flip().get(bytes);
      return bytes;
    }
  }

  private static PosixFileAttributes attributes(Path path) throws IOException {
    PosixFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException e) {
      throw new UnsafeKeyStoreException(path, UnsafeKeyStoreException.NO_PERMISSIONS, e);
    }
    if (attributes.isSymbolicLink()) {
      throw new UnsafeKeyStoreException(
          path, "this is a symbolic link; put the real one in its place");
    }
    return attributes;
  }

  private void require(Path path, PosixFileAttributes attributes, String remedy)
      throws UnsafeKeyStoreException {
    Set<PosixFilePermission> open = EnumSet.copyOf(OTHERS);
    open.retainAll(attributes.permissions());
    if (!open.isEmpty()) {
      throw new UnsafeKeyStoreException(
          path,
          "group or others may use it ("
              + PosixFilePermissions.toString(attributes.permissions())
              + "); run: "
              + remedy
              + path);
    }
    // Only root gets this far with what is somebody else's, who could then change it at any time.
    if (self.isPresent() && !self.get().equals(attributes.owner())) {
      throw new UnsafeKeyStoreException(
          path,
          "it belongs to "
              + attributes.owner().getName()
              + ", not to "
              + self.get().getName()
              + ", who runs this; run: chown "
              + self.get().getName()
              + " "
              + path);
    }
  }
}
