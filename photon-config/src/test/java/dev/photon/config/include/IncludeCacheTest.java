package dev.photon.config.include;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.config.include.IncludeAddress.Local;
import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludeCacheTest {
  private static final Remote A = new Remote(URI.create("https://example.com/a.yml"));
  private static final Local FILE = new Local(Path.of("a.yml"));
  private static final Content CONTENT = Content.of("version: 0.1\n".getBytes(UTF_8));

  @TempDir Path temporary;
  private Path folder;
  private IncludeCache cache;

  /** What the resolver below the cache was asked for. */
  private final List<IncludeAddress> asked = new ArrayList<>();

  private final IncludeResolver source =
      address -> {
        asked.add(address);
        return new Included(address, CONTENT);
      };

  @BeforeEach
  void open() {
    folder = temporary.resolve("photon/includes");
    cache = IncludeCache.in(folder);
  }

  @Test
  void whatIsStoredIsLoaded() throws Exception {
    assertThat(cache.load(CONTENT.sha256())).isEmpty();
    cache.store(CONTENT);
    cache.store(CONTENT);

    assertThat(cache.load(CONTENT.sha256())).contains(CONTENT);
    assertThat(cache.load("0".repeat(64))).isEmpty();
    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve(CONTENT.sha256()))).isEqualTo("rw-------");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).hasSize(1);
    }
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aDamagedEntryIsAbsentUntilItIsStoredAnew() throws Exception {
    cache.store(CONTENT);
    Files.writeString(folder.resolve(CONTENT.sha256()), "version: 0.2\n");

    assertThat(cache.load(CONTENT.sha256())).isEmpty();
    cache.store(CONTENT);
    assertThat(cache.load(CONTENT.sha256())).contains(CONTENT);
  }

  @Test
  void whatIsNoHashNamesNoFile() {
    assertThatThrownBy(() -> cache.load("../../etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFolderThatCannotBeWritten() throws Exception {
    IncludeCache broken =
        IncludeCache.in(Files.writeString(temporary.resolve("file"), "").resolve("a"));

    assertThatThrownBy(() -> broken.store(CONTENT))
        .isInstanceOfSatisfying(
            IncludeException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_CACHED))
        .hasMessageStartingWith(
            "included files cannot be kept in " + temporary.resolve("file/a") + ": ");
    assertThat(broken.over(source).read(A)).isEqualTo(new Included(A, CONTENT));
  }

  @Test
  void remoteFilesAreKeptAndReadEachTime() throws Exception {
    IncludeResolver resolver = cache.over(source);
    resolver.read(A);
    resolver.read(A);
    assertThat(asked).containsExactly(A, A);
    assertThat(cache.load(CONTENT.sha256())).contains(CONTENT);
  }

  @Test
  void localFilesAreNotKept() throws Exception {
    cache.over(source).read(FILE);
    cache.over(source).read(FILE, CONTENT.sha256());

    assertThat(asked).containsExactly(FILE, FILE);
    assertThat(cache.load(CONTENT.sha256())).isEmpty();
  }

  @Test
  void aPinnedFileIsReadOnce() throws Exception {
    IncludeResolver resolver = IncludeLock.empty().over(cache.over(source));

    assertThat(resolver.read(A, CONTENT.sha256())).isEqualTo(new Included(A, CONTENT));
    assertThat(resolver.read(A, CONTENT.sha256())).isEqualTo(new Included(A, CONTENT));
    assertThat(asked).containsExactly(A);
  }

  @Test
  void frozen() throws Exception {
    IncludeLock lock = new IncludeLock(Map.of(A, CONTENT.sha256()));
    cache.store(CONTENT);
    IncludeResolver frozen = cache.frozen(lock, source);

    assertThat(frozen.read(A)).isEqualTo(new Included(A, CONTENT));
    assertThat(
            frozen
                .read(new Remote(URI.create("https://pinned.example/")), CONTENT.sha256())
                .content())
        .isEqualTo(CONTENT);
    assertThat(asked).isEmpty();
    frozen.read(FILE);
    frozen.read(FILE, CONTENT.sha256());
    assertThat(asked).containsExactly(FILE, FILE);
  }

  @Test
  void frozenWithoutLockOrCache() {
    IncludeLock lock = new IncludeLock(Map.of(A, CONTENT.sha256()));
    IncludeResolver frozen = cache.frozen(lock, source);
    String noNetwork = ", and the network may not be used";

    refused(
        () -> frozen.read(A),
        Kind.NOT_CACHED,
        "https://example.com/a.yml is not in the cache" + noNetwork);
    refused(
        () -> frozen.read(new Remote(URI.create("https://example.com/b.yml?t=hunter2"))),
        Kind.NOT_LOCKED,
        "https://example.com/b.yml is not in the lock" + noNetwork);
    refused(
        () -> frozen.read(A, "0".repeat(64)),
        Kind.NOT_CACHED,
        "https://example.com/a.yml is not in the cache" + noNetwork);
    assertThat(asked).isEmpty();
  }

  private interface Reading {
    Object read() throws IncludeException;
  }

  private static void refused(Reading reading, Kind kind, String message) {
    assertThatThrownBy(reading::read)
        .isInstanceOfSatisfying(
            IncludeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.hint()).contains("while there is a network: photon include --lock");
            })
        .hasMessage(message);
  }
}
