package dev.photon.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A folder that only its owner can read, with one file for each of the owner's credentials: the
 * key, the chain and the root, as PEM.
 *
 * <p>A file is replaced as a whole and is on the disk when {@link #save} returns, so that after a
 * crash there is the old or the new one. Keys are written in the clear: the permissions of the file
 * are what protects them, for authorities too, until they can be encrypted with a passphrase. Needs
 * a file system with POSIX permissions. Thread-safe; blocking.
 */
public final class KeyStoreDirectory {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private final Path folder;

  private KeyStoreDirectory(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens the folder, and makes it if it is not there.
   *
   * @throws UnsafeKeyStoreException if it is a symbolic link, no folder, or open to others
   */
  public static KeyStoreDirectory open(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      FileAttribute<?> owner = PosixFilePermissions.asFileAttribute(OWNER_FOLDER);
      try {
        Files.createDirectories(folder, owner);
      } catch (UnsupportedOperationException e) {
        throw new UnsafeKeyStoreException(
            folder, "keys need a file system that knows owners and permissions", e);
      }
    }
    PosixFileAttributes attributes = attributes(folder);
    if (!attributes.isDirectory()) {
      throw new UnsafeKeyStoreException(folder, "keys are kept in a folder, this is none");
    }
    requireOwnerOnly(folder, attributes, "chmod 700 ");
    return new KeyStoreDirectory(folder);
  }

  /**
   * Keeps credentials under a name, in place of those that had it.
   *
   * @param name 1 to 128 of {@code a-z 0-9 . _ -}, beginning with a letter or digit
   */
  public void save(String name, Credentials credentials) throws IOException {
    Path file = file(name);
    Path written = folder.resolve("." + name + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(
              written,
              Set.of(CREATE_NEW, WRITE),
              PosixFilePermissions.asFileAttribute(OWNER_FILE))) {
        ByteBuffer content = ByteBuffer.wrap(Pem.encode(credentials).getBytes(US_ASCII));
        while (content.hasRemaining()) {
          channel.write(content);
        }
        channel.force(true);
      }
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
    syncFolder();
  }

  /**
   * Reads the credentials of a name.
   *
   * @return empty if there are none
   * @throws UnsafeKeyStoreException if the file is a symbolic link, can be read by others, cannot
   *     be understood, or its key is not the one of its certificate
   */
  public Optional<Credentials> load(String name) throws IOException {
    Path file = file(name);
    try {
      PosixFileAttributes attributes = attributes(file);
      if (!attributes.isRegularFile()) {
        throw new UnsafeKeyStoreException(file, "this is no regular file");
      }
      requireOwnerOnly(file, attributes, "chmod 600 ");
      return Optional.of(Pem.credentials(read(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CertificateRejectedException e) {
      throw new UnsafeKeyStoreException(file, String.valueOf(e.getMessage()), e);
    }
  }

  /** Forgets the credentials of a name, if there are any. */
  public void delete(String name) throws IOException {
    if (Files.deleteIfExists(file(name))) {
      syncFolder();
    }
  }

  private Path file(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + Text.printable(name) + "' cannot name a key: use a-z 0-9 . _ -");
    }
    return folder.resolve(name + ".pem");
  }

  private static String read(Path file) throws IOException {
    // A link put in place since the check is not followed either.
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(READ, LinkOption.NOFOLLOW_LINKS))) {
      if (channel.size() > Pem.MAX_SIZE) {
        throw new UnsafeKeyStoreException(
            file, "a file with a key has at most " + Pem.MAX_SIZE + " bytes");
      }
      ByteBuffer content = ByteBuffer.allocate((int) channel.size());
      for (int read = 0; read >= 0 && content.hasRemaining(); ) {
        read = channel.read(content);
      }
      return new String(content.array(), 0, content.position(), US_ASCII);
    }
  }

  private static PosixFileAttributes attributes(Path path) throws IOException {
    PosixFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException e) {
      throw new UnsafeKeyStoreException(
          path, "keys need a file system that knows owners and permissions", e);
    }
    if (attributes.isSymbolicLink()) {
      throw new UnsafeKeyStoreException(
          path, "this is a symbolic link; put the real one in its place");
    }
    return attributes;
  }

  private static void requireOwnerOnly(Path path, PosixFileAttributes attributes, String remedy)
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
  }

  private void syncFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }
}
