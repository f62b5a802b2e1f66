package dev.photon.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A folder that only its owner can read, with one file for each of the owner's credentials: the
 * key, the chain and the root, as PEM.
 *
 * <p>A file is replaced as a whole and is on the disk when {@link #save} returns, so that after a
 * crash there is the old or the new one. The keys of authorities are encrypted if the folder was
 * opened with a {@link KeyProtection} that does; of all others, and without one, the permissions of
 * the file are what protects them. Needs a file system with POSIX permissions. Thread-safe;
 * blocking.
 */
public final class KeyStoreDirectory {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");

  private final Path folder;
  private final KeyProtection protection;
  private final OwnerOnly owner;

  private KeyStoreDirectory(Path folder, KeyProtection protection, OwnerOnly owner) {
    this.folder = folder;
    this.protection = protection;
    this.owner = owner;
  }

  /**
   * Opens the folder, and makes it if it is not there. Keys are in the clear.
   *
   * @throws UnsafeKeyStoreException if it is a symbolic link, no folder, somebody else's, or open
   *     to others
   */
  public static KeyStoreDirectory open(Path folder) throws IOException {
    return open(folder, KeyProtection.PLAIN);
  }

  /**
   * Opens the folder, and makes it if it is not there. If keys are encrypted, it must be this
   * process's alone: what an earlier one left half written is removed.
   *
   * @throws UnsafeKeyStoreException if it is a symbolic link, no folder, somebody else's, or open
   *     to others; or if it is new and the passphrase is too short
   */
  public static KeyStoreDirectory open(Path folder, KeyProtection protection) throws IOException {
    return open(folder, protection, OwnerOnly.CURRENT);
  }

  static KeyStoreDirectory open(Path folder, KeyProtection protection, OwnerOnly owner)
      throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      make(folder);
    }
    owner.requireFolder(folder);
    if (!protection.isPlain()) {
      removeHalfWritten(folder);
      if (isNew(folder)) {
        protection.requireForNewKeys(folder);
      }
    }
    return new KeyStoreDirectory(folder, protection, owner);
  }

  /** Whether nothing is kept in the folder yet, or there is none. */
  public static boolean isNew(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (DirectoryStream<Path> kept = Files.newDirectoryStream(folder)) {
      return !kept.iterator().hasNext();
    }
  }

  private static void make(Path folder) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path path = folder.toAbsolutePath();
        path != null && !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        path = path.getParent()) {
      missing.push(path);
    }
    try {
      Files.createDirectories(folder, OwnerOnly.ofFolder());
    } catch (UnsupportedOperationException e) {
      throw new UnsafeKeyStoreException(folder, UnsafeKeyStoreException.NO_PERMISSIONS, e);
    }
    // What is safely in a folder that is not safely in its own is not safe.
    for (Path made : missing) {
      sync(made.resolveSibling("."));
    }
  }

  private static void removeHalfWritten(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ".*.tmp")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Opens a folder in this one, for credentials that are protected in the same way.
   *
   * @param name 1 to 128 of {@code a-z 0-9 . _ -}, beginning with a letter or digit
   */
  public KeyStoreDirectory within(String name) throws IOException {
    return open(folder.resolve(valid(name)), protection, owner);
  }

  /** Forgets all credentials of a folder in this one, and the folder. */
  public void deleteWithin(String name) throws IOException {
    Path inner = folder.resolve(valid(name));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(inner)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(inner);
    sync(folder);
  }

  /**
   * Keeps credentials under a name, in place of those that had it.
   *
   * @param name 1 to 128 of {@code a-z 0-9 . _ -}, beginning with a letter or digit
   * @throws UnsafeKeyStoreException if the passphrase is too short for a new key
   */
  public void save(String name, Credentials credentials) throws IOException {
    Path file = file(name);
    boolean authority = credentials.identity().role().isAuthority();
    String key = protection.encode(file, credentials.privateKey(), authority);
    write(name, Pem.encode(key, credentials));
  }

  /**
   * Keeps the key of an authority that waits for its certificate.
   *
   * @param name 1 to 128 of {@code a-z 0-9 . _ -}, beginning with a letter or digit
   * @throws UnsafeKeyStoreException if the passphrase is too short for a new key
   */
  public void saveWaiting(String name, KeyPair pair) throws IOException {
    String key = protection.encode(file(name), pair.getPrivate(), true);
    write(name, key + Pem.encode(SigningRequest.byHand(pair)));
  }

  private void write(String name, String pem) throws IOException {
    Path file = file(name);
    Path written = folder.resolve("." + name + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(written, Set.of(CREATE_NEW, WRITE), OwnerOnly.ofFile())) {
        ByteBuffer content = ByteBuffer.wrap(pem.getBytes(US_ASCII));
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
    sync(folder);
  }

  /**
   * Reads the credentials of a name. The key of an authority that is not encrypted as it would be
   * now (in the clear, with the old passphrase, or more weakly) is so afterwards.
   *
   * @return empty if there are none
   * @throws UnsafeKeyStoreException if the file is a symbolic link, somebody else's, can be read by
   *     others, cannot be understood, its key is not the one of its certificate, or it is encrypted
   *     with another passphrase
   */
  public Optional<Credentials> load(String name) throws IOException {
    Path file = file(name);
    try {
      String pem = new String(owner.read(file, Pem.MAX_SIZE), US_ASCII);
      Pem.Kept kept = Pem.kept(pem);
      boolean authority = StrictCertificate.of(kept.chain().get(0)).identity().role().isAuthority();
      KeyProtection.Unlocked unlocked = protection.unlock(file, kept.key(), authority);
      Credentials credentials = kept.with(unlocked.key());
      if (!unlocked.asWritten()) {
        save(name, credentials);
      }
      return Optional.of(credentials);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CertificateRejectedException e) {
      throw new UnsafeKeyStoreException(file, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Reads a key that waits for its certificate, as {@link #load} reads one that has it.
   *
   * @return empty if there is none
   */
  public Optional<KeyPair> loadWaiting(String name) throws IOException {
    Path file = file(name);
    try {
      Pem.Waiting waiting = Pem.waiting(new String(owner.read(file, Pem.MAX_SIZE), US_ASCII));
      PrivateKey key = protection.unlock(file, waiting.key(), true).key();
      return Optional.of(new KeyPair(waiting.request().verifyByHand(), key));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CertificateRejectedException e) {
      throw new UnsafeKeyStoreException(file, String.valueOf(e.getMessage()), e);
    }
  }

  /** Forgets the credentials of a name, if there are any. */
  public void delete(String name) throws IOException {
    if (Files.deleteIfExists(file(name))) {
      sync(folder);
    }
  }

  /** Where it is. */
  @Override
  public String toString() {
    return folder.toString();
  }

  private Path file(String name) {
    return folder.resolve(valid(name) + ".pem");
  }

  private static String valid(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + Text.printable(name) + "' cannot name a key: use a-z 0-9 . _ -");
    }
    return name;
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }
}
