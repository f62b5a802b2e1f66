package dev.photon.config.include;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.include.IncludeAddress.Local;
import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncludeLockTest {
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final Remote A = remote("https://example.com/a.yml");
  private static final Remote B = remote("https://example.com/b.yml?v=1");

  @Property
  void whatIsWrittenIsRead(@ForAll("locks") IncludeLock lock) throws Exception {
    assertThat(IncludeLock.parse(lock.text())).isEqualTo(lock);
    assertThat(IncludeLock.parse(lock.text()).text()).isEqualTo(lock.text());
  }

  @Property
  void aFileMoreIsALineMore(@ForAll("locks") IncludeLock lock) {
    List<String> lines = lock.text().lines().toList();
    List<String> more = lock.with(remote("https://new.example/n"), HASH).text().lines().toList();

    assertThat(more).hasSize(lines.size() + 1).containsAll(lines);
    assertThat(more.stream().filter(line -> !line.startsWith("#")).map(line -> line.substring(66)))
        .isSorted();
  }

  /** Any change to one character: understood, or refused with the number of its line. */
  @Property
  void damageIsRefusedInOneSentence(
      @ForAll("locks") IncludeLock lock, @ForAll int at, @ForAll char character) {
    StringBuilder text = new StringBuilder(lock.text());
    text.setCharAt(Math.floorMod(at, text.length()), character);
    IncludeException e =
        catchThrowableOfType(IncludeException.class, () -> IncludeLock.parse(text.toString()));
    if (e != null) {
      assertThat(e.kind()).isEqualTo(Kind.BAD_LOCK);
      assertThat(e.getMessage()).matches("photon\\.lock:[0-9]+: [^\n]+");
    }
  }

  @Provide
  Arbitrary<IncludeLock> locks() {
    Arbitrary<Remote> addresses =
        Combinators.combine(
                Arbitraries.of("http", "https"),
                Arbitraries.of("a.example", "b.example:81", "[2001:db8::1]"),
                Arbitraries.strings().withCharRange('a', 'e').withChars("/é%25?&=").ofMaxLength(12))
            .as((scheme, host, path) -> scheme + "://" + host + "/" + path.replaceAll("%|25", ""))
            .map(IncludeLockTest::remote);
    Arbitrary<String> hashes = Arbitraries.strings().withChars("0123456789abcdef").ofLength(64);
    return Arbitraries.maps(addresses, hashes).ofMaxSize(12).map(IncludeLock::new);
  }

  @Test
  void theText() {
    assertThat(
            IncludeLock.empty()
                .with(B, HASH)
                .with(A, "0".repeat(64))
                .with(A, "1".repeat(64))
                .text())
        .isEqualTo(
            """
            # The content (sha256) of each remote file that is included here, when it was last locked.
            # Keep this file with the deployment file. Written by: photon include --lock
            %s  https://example.com/a.yml
            %s  https://example.com/b.yml?v=1
            """
                .formatted("1".repeat(64), HASH));
  }

  @Test
  void whatPeopleAndVersionControlDoToIt() throws Exception {
    assertThat(IncludeLock.parse("")).isEqualTo(IncludeLock.empty());
    assertThat(
            IncludeLock.parse("# mine\r\n\r\n" + HASH + "  https://example.com/a.yml\r\n")
                .sha256(A))
        .contains(HASH);
  }

  @ParameterizedTest
  @CsvSource({
    "'<<<<<<< HEAD', this is no sha256",
    "'%h https://example.com/a.yml', this is no sha256",
    "'%h  https://EXAMPLE.com/a.yml', this is no sha256",
    "'%h  https://example.com', this is no sha256",
    "'%h  ftp://example.com/', this is no URL that a file can come from",
    "'%h  https://u:hunter2@example.com/', a URL with a user or password",
    "'%H  https://example.com/a.yml', this is no sha256",
    "'%h', this is no sha256",
    "' ', this is no sha256",
    "'%h  https://example.com/b.yml', this file has a line above already"
  })
  void linesThatAreNone(String line, String message) {
    String text =
        "# a\n"
            + HASH
            + "  https://example.com/b.yml\n"
            + line.replace("%h", HASH).replace("%H", HASH.replace('a', 'A'));
    assertThatThrownBy(() -> IncludeLock.parse(text))
        .isInstanceOf(IncludeException.class)
        .message()
        .startsWith("photon.lock:3: " + message)
        .doesNotContain("hunter2");
  }

  @Test
  void files(@TempDir Path folder) throws Exception {
    Path file = IncludeLock.beside(folder.resolve("photon.yml"));
    assertThat(file).isEqualTo(folder.resolve("photon.lock"));
    assertThat(IncludeLock.read(file)).isEmpty();

    IncludeLock lock = IncludeLock.empty().with(A, HASH);
    IncludeLock.empty().write(file);
    lock.write(file);

    assertThat(IncludeLock.read(file)).contains(lock);
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void filesThatAreNone(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("photon.lock");
    bad(() -> IncludeLock.read(folder), folder + " is a folder");
    bad(() -> IncludeLock.parse("#".repeat(1_048_577)), "photon.lock is larger than 1 MiB");
    Files.write(file, new byte[(1 << 20) + 1]);
    bad(() -> IncludeLock.read(file), file + " is larger than 1 MiB");
    Files.writeString(file, "lock\n");
    bad(() -> IncludeLock.read(file), file + ":1: this is no sha256");
    bad(
        () -> {
          IncludeLock.empty().write(folder.resolve("none/photon.lock"));
          return "";
        },
        folder.resolve("none/photon.lock") + " could not be written: ");
  }

  private interface Use {
    Object run() throws IncludeException;
  }

  private static void bad(Use use, String message) {
    assertThatThrownBy(use::run)
        .isInstanceOfSatisfying(
            IncludeException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_LOCK))
        .hasMessageStartingWith(message);
  }

  @Test
  void remoteFilesAreChecked() throws Exception {
    Content content = Content.of("a".getBytes(UTF_8));
    IncludeResolver any = address -> new Included(address, content);
    IncludeResolver locked = new IncludeLock(Map.of(A, content.sha256())).over(any);
    IncludeResolver stale = new IncludeLock(Map.of(A, HASH)).over(any);
    Local file = new Local(Path.of("a.yml"));

    assertThat(locked.read(A)).isEqualTo(new Included(A, content, false));
    assertThat(locked.read(B)).isEqualTo(new Included(B, content, true));
    assertThat(locked.read(file)).isEqualTo(new Included(file, content, false));
    assertThat(stale.read(A, content.sha256())).isEqualTo(new Included(A, content, false));
    assertThatThrownBy(() -> stale.read(A))
        .isInstanceOfSatisfying(
            IncludeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.CHANGED);
              assertThat(e.hint())
                  .contains("look at what changed; to accept it: photon include --lock");
            })
        .hasMessage(
            "https://example.com/a.yml is not the file that was locked:"
                + " the lock has 0123456789ab…, the file ca978112ca1b…");
  }

  @Test
  void pins() throws Exception {
    Content content = Content.of("a".getBytes(UTF_8));
    IncludeResolver any = address -> new Included(address, content);

    assertThat(any.read(B, content.sha256()).content()).isEqualTo(content);
    assertThatThrownBy(() -> any.read(B, HASH))
        .isInstanceOfSatisfying(
            IncludeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.CHANGED);
              assertThat(e.hint())
                  .contains(
                      "look at what changed; to accept it, write #sha256=" + content.sha256());
            })
        .hasMessage(
            "https://example.com/b.yml is not the file that was pinned:"
                + " the pin is 0123456789ab…, the file ca978112ca1b…");
  }

  private static Remote remote(String url) {
    return new Remote(URI.create(url));
  }
}
