package dev.photon.config.include;

import dev.photon.config.include.IncludeAddress.Local;
import dev.photon.config.include.IncludeException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A folder of contents, each under its hash. What is damaged counts as absent. Its owner alone can
 * read it, where the file system knows owners. Nothing is ever removed: delete the folder to empty
 * it. Safe for use by many threads and processes; blocking.
 */
public final class IncludeCache {
  private final Path folder;
  private final LocalFiles files;

  private IncludeCache(Path folder) {
    this.folder = folder;
    this.files = new LocalFiles(IncludePolicy.standard().withMaxBytes(IncludePolicy.MOST_BYTES));
  }

  /** Does no I/O; the folder is made when something is first stored. */
  public static IncludeCache in(Path folder) {
    return new IncludeCache(folder);
  }

  /** The content with this hash, if it is here, whole, and can be read. */
  public Optional<Content> load(String sha256) {
    Path file = file(Sha256.require(sha256));
    try {
      Content content = files.read(new Local(file)).content();
      return content.sha256().equals(sha256) ? Optional.of(content) : Optional.empty();
    } catch (IncludeException e) {
      return Optional.empty();
    }
  }

  /**
   * Keeps the content.
   *
   * @throws IncludeException of kind {@code NOT_CACHED} if the folder cannot be written
   */
  public void store(Content content) throws IncludeException {
    if (load(content.sha256()).isPresent()) {
      return;
    }
    try {
      Files.createDirectories(folder, permissions("rwx------"));
      AtomicFile.write(file(content.sha256()), content.toByteArray(), permissions("rw-------"));
    } catch (IOException e) {
      throw new IncludeException(
          Kind.NOT_CACHED,
          "included files cannot be kept in "
              + new Local(folder).text()
              + ": "
              + Printable.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Reads as the resolver does, keeps every remote file, and takes pinned remote files from here if
   * they are. A folder that cannot be written is no error: the file was read all the same.
   */
  public IncludeResolver over(IncludeResolver resolver) {
    return new CachingResolver(this, resolver);
  }

  /**
   * Never uses the network: a remote file must be pinned or in the lock (else {@code NOT_LOCKED})
   * and here (else {@code NOT_CACHED}).
   *
   * @param local reads the files of this machine; never asked for a remote one
   */
  public IncludeResolver frozen(IncludeLock lock, IncludeResolver local) {
    return new FrozenResolver(lock, this, local);
  }

  private Path file(String sha256) {
    return folder.resolve(sha256);
  }

  private FileAttribute<?>[] permissions(String permissions) {
    boolean known = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    return known
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
