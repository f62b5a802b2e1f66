package dev.photon.config.include;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.include.IncludeAddress.Local;
import dev.photon.config.include.IncludeException.Kind;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class LocalFilesTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws Exception {
    folder = folder.toRealPath();
    file = Files.writeString(folder.resolve("base.yml"), "version: 0.1\n");
  }

  @Test
  void oneFileByManyNamesIsOneFile() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link.yml"), file);
    Path around = folder.resolve("../" + folder.getFileName() + "/base.yml");
    Included included = read(IncludePolicy.standard(), file);

    assertThat(included)
        .isEqualTo(new Included(new Local(file), Content.of("version: 0.1\n".getBytes(UTF_8))))
        .isEqualTo(read(IncludePolicy.standard(), link))
        .isEqualTo(read(IncludePolicy.standard(), around));
    assertThat(included.content().sha256())
        .isEqualTo(Sha256.of("version: 0.1\n".getBytes(UTF_8)))
        .matches("[0-9a-f]{64}");
  }

  @Test
  void whatCannotBeRead() throws Exception {
    refused(folder.resolve("none.yml"), Kind.NOT_FOUND, " does not exist");
    refused(folder, Kind.UNREADABLE, " is a folder; name a deployment file in it");
    refused(Path.of("/dev/zero"), Kind.UNREADABLE, " is not an ordinary file");
    refused(file.resolve("a.yml"), Kind.UNREADABLE, " could not be read: Not a directory");
    refused(Path.of("/proc/self/mem"), Kind.UNREADABLE, " could not be read: Input/output error");
    Path circle = folder.resolve("circle.yml");
    Files.createSymbolicLink(circle, circle);
    refused(circle, Kind.UNREADABLE, " could not be read: Too many levels of symbolic links");
  }

  /** Opening one waits for a writer, who never comes. */
  @Test
  void aPipe() throws Exception {
    Path pipe = folder.resolve("pipe.yml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    refused(pipe, Kind.UNREADABLE, " is not an ordinary file");
  }

  /** Asked of the exception, because a test may run as a user who may read everything. */
  @Test
  void aFileOfSomebodyElse() {
    IncludeException e =
        LocalFiles.refused(new Local(file), new AccessDeniedException(file.toString()));

    assertThat(e).hasMessage(file + " may not be read by this user");
    assertThat(e.kind()).isEqualTo(Kind.UNREADABLE);
  }

  @Test
  void bounds() throws Exception {
    Path large = Files.write(folder.resolve("large.yml"), new byte[(1 << 20) + 1]);
    refused(large, Kind.TOO_LARGE, " is larger than 1 MiB, which no file may be");
    Path full = Files.write(folder.resolve("full.yml"), new byte[1 << 20]);
    assertThat(read(IncludePolicy.standard(), full).content().size()).isEqualTo(1 << 20);
    refused(
        IncludePolicy.standard().withMaxBytes(12),
        file,
        Kind.TOO_LARGE,
        " is larger than 12 bytes, which no file may be");
  }

  @Test
  void onlyFoldersThatAreAllowed() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path kept = Files.writeString(inside.resolve("kept.yml"), "a");
    Path beside = Files.createDirectory(folder.resolve("inside-out"));
    Path other = Files.writeString(beside.resolve("other.yml"), "b");
    Path escape = Files.createSymbolicLink(inside.resolve("escape.yml"), file);
    Path linked = Files.createSymbolicLink(folder.resolve("linked"), inside);
    Path entry = Files.createSymbolicLink(folder.resolve("entry.yml"), kept);
    IncludePolicy policy = IncludePolicy.standard().withRoots(folder.resolve("gone"), linked);
    String outside = " is outside the folders that files may be included from";

    assertThat(read(policy, kept).identity()).isEqualTo(new Local(kept));
    assertThat(read(policy, linked.resolve("kept.yml")).identity()).isEqualTo(new Local(kept));
    assertThat(read(policy, entry).identity()).isEqualTo(new Local(kept));
    refused(policy, file, Kind.NOT_ALLOWED, outside);
    refused(policy, other, Kind.NOT_ALLOWED, outside);
    refused(policy, escape, Kind.NOT_ALLOWED, outside);
    refused(policy, inside.resolve("../base.yml"), Kind.NOT_ALLOWED, outside);
    refused(policy, folder.resolve("none.yml"), Kind.NOT_ALLOWED, outside);
    refused(policy, linked.resolve("none.yml"), Kind.NOT_FOUND, " does not exist");
  }

  private static Included read(IncludePolicy policy, Path file) throws IncludeException {
    return IncludeResolver.standard(policy, DownloadListener.none()).read(new Local(file));
  }

  private static void refused(Path file, Kind kind, String message) {
    refused(IncludePolicy.standard(), file, kind, message);
  }

  private static void refused(IncludePolicy policy, Path file, Kind kind, String message) {
    IncludeException e = catchThrowableOfType(IncludeException.class, () -> read(policy, file));

    assertThat(e.getMessage()).startsWith(file + message).doesNotContain("\n", "Exception");
    assertThat(e.kind()).isEqualTo(kind);
  }
}
