package dev.photon.config.include;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.photon.config.include.IncludeAddress.Local;
import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The hash of every remote file that a deployment file includes, each under the address that was
 * asked for, whatever it redirects to. Kept beside the deployment file as {@code photon.lock}.
 * Immutable; {@link #read} and {@link #write} alone do I/O, and block.
 */
public record IncludeLock(Map<Remote, String> hashes) {
  /** What the file is called. */
  public static final String FILE_NAME = "photon.lock";

  /** What the file may have at most, in bytes. */
  static final int MAX_BYTES = 1 << 20;

  private static final Comparator<Remote> ORDER =
      Comparator.comparing(address -> address.uri().toString());
  private static final String MAKE_ANEW = "make it anew: photon include --lock";

  public IncludeLock {
    SortedMap<Remote, String> sorted = new TreeMap<>(ORDER);
    sorted.putAll(hashes);
    sorted.values().forEach(Sha256::require);
    hashes = Collections.unmodifiableSortedMap(sorted);
  }

  /** Holds no file. */
  public static IncludeLock empty() {
    return new IncludeLock(Map.of());
  }

  /** A lock that holds this file, too, in place of what it held for that address. */
  public IncludeLock with(Remote address, String sha256) {
    SortedMap<Remote, String> more = new TreeMap<>(ORDER);
    more.putAll(hashes);
    more.put(address, sha256);
    return new IncludeLock(more);
  }

  /** The hash that the file at this address had when the lock was made. */
  public Optional<String> sha256(Remote address) {
    return Optional.ofNullable(hashes.get(address));
  }

  /** Where the lock of a deployment file is, or would be. */
  public static Path beside(Path deploymentFile) {
    return deploymentFile.resolveSibling(FILE_NAME);
  }

  /** Reads a lock; empty if there is no such file. */
  public static Optional<IncludeLock> read(Path file) throws IncludeException {
    LocalFiles files = new LocalFiles(IncludePolicy.standard().withMaxBytes(MAX_BYTES));
    Local address = new Local(file);
    try {
      byte[] bytes = files.read(address).content().toByteArray();
      return Optional.of(LockText.parse(address.text(), new String(bytes, UTF_8)));
    } catch (IncludeException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw new IncludeException(Kind.BAD_LOCK, e.getMessage(), e.hint().orElse(MAKE_ANEW));
    }
  }

  /** Writes the lock: the file is replaced as a whole, or stays as it was. */
  public void write(Path file) throws IncludeException {
    String name = new Local(file).text();
    byte[] bytes = text().getBytes(UTF_8);
    if (bytes.length > MAX_BYTES) {
      throw new IncludeException(
          Kind.BAD_LOCK, name + " would be larger than 1 MiB: too many remote files");
    }
    try {
      AtomicFile.write(file, bytes);
    } catch (IOException e) {
      throw new IncludeException(
          Kind.BAD_LOCK,
          name + " could not be written: " + Printable.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Reads what {@link #text} wrote. Pure.
   *
   * @throws IncludeException of kind {@code BAD_LOCK} that names the first line it cannot read
   */
  public static IncludeLock parse(String text) throws IncludeException {
    return LockText.parse(FILE_NAME, text);
  }

  /** A line for each file, sorted by address, below a comment that says what this is. */
  public String text() {
    return LockText.of(this);
  }

  /**
   * Reads as the resolver does, and checks every remote file. One that changed is an error of kind
   * {@code CHANGED}; one that this lock does not have is read and marked as unlocked. A pinned file
   * has its hash in the include, and is not looked for here.
   */
  public IncludeResolver over(IncludeResolver resolver) {
    return new LockedResolver(this, resolver);
  }
}
