package dev.photon.config.include;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.include.IncludeAddress.Local;
import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncludeAddressTest {
  private static final String SECRET = "hunter2";
  private static final Local FILE = new Local(Path.of("shop/photon.yml"));
  private static final Remote URL = remote("https://example.com/a/b/photon.yml?v=1");

  @Property
  void whatARemoteFileNamesIsAtAUrlInOneFormOrRefused(@ForAll("names") String name) {
    Optional<IncludeAddress> resolved = resolved(name, URL);

    resolved.ifPresent(
        address -> {
          URI uri = ((Remote) address).uri();
          assertThat(uri.getScheme()).isIn("http", "https");
          assertThat(uri.getHost()).isNotBlank().isLowerCase();
          assertThat(uri.getRawUserInfo()).isNull();
          assertThat(uri.getRawFragment()).isNull();
          assertThat(uri.getPort()).isNotIn(0, 80 - (uri.getScheme().equals("http") ? 0 : 80));
          assertThat(uri.getRawPath()).startsWith("/");
          assertThat(List.of(uri.getRawPath().split("/", -1))).doesNotContain(".", "..");
          assertThat(uri.toString()).isASCII().hasSizeLessThanOrEqualTo(IncludeName.MAX_LENGTH);
          assertThat(remote(uri.toString())).isEqualTo(address);
        });
  }

  @Property
  void whatALocalFileNamesIsAFileOrAUrlOrRefused(@ForAll("names") String name) {
    boolean url = name.matches("(?is)https?:.*");
    resolved(name, FILE)
        .ifPresent(address -> assertThat(address).isInstanceOf(url ? Remote.class : Local.class));
  }

  @Property
  void relativeNamesMeanWhatJavaSays(
      @ForAll("segments") List<String> base,
      @ForAll("segments") List<String> name,
      @ForAll boolean query) {
    // Java does not stop at the root.
    int up = Math.min(base.size() - 1, name.size() / 2);
    String relative = "../".repeat(up) + "./" + String.join("/", name) + (query ? "?q=1" : "");
    Remote from = remote("https://example.com:8443/" + String.join("/", base));

    assertThat(resolved(relative, from))
        .contains(new Remote(from.uri().resolve(relative)))
        .hasValueSatisfying(
            address ->
                assertThat(((Remote) address).uri()).isEqualTo(from.uri().resolve(relative)));
  }

  @Property
  void noQueryIsEverShown(@ForAll("segments") List<String> path) {
    Remote address =
        remote("https://example.com/" + String.join("/", path) + "?token=" + SECRET + "#" + SECRET);

    assertThat(address.text() + address).doesNotContain(SECRET, "?", "#");
  }

  @Property
  void noErrorShowsAUserOrAQuery(@ForAll("names") String name) {
    for (String secret : List.of("https://u:" + SECRET + "@" + name, name + "?t=" + SECRET)) {
      for (IncludeAddress from : List.of(FILE, URL)) {
        IncludeException e =
            catchThrowableOfType(
                IncludeException.class, () -> IncludeAddress.resolve(secret, from));
        if (e != null) {
          assertThat(e.getMessage() + e.hint()).doesNotContain(SECRET);
          assertThat(e.getMessage()).doesNotContain("\n", "Exception");
        }
      }
    }
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "http:",
            "https:",
            "HTTP://",
            "https://",
            "ftp:",
            "file:",
            "data:",
            "C:",
            "//",
            "/",
            "..",
            "../",
            "./",
            ".",
            "a",
            "b.yml",
            "@",
            "user:pw@",
            ":",
            ":80",
            ":443",
            ":0",
            "?",
            "?q=1",
            "#",
            "#f",
            "%2e",
            "%2F",
            "%",
            "\\",
            "\0",
            "\n",
            " ",
            "é",
            "\u202e",
            "[::1]",
            "[",
            "]",
            "127.0.0.1",
            "1.2.3",
            "0x7f.1",
            "example.com",
            "EXAMPLE.com.",
            "~",
            "|",
            "-");
    return pieces.list().ofMinSize(1).ofMaxSize(8).map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<List<String>> segments() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .ofMinLength(1)
        .ofMaxLength(5)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> ports() {
    return Combinators.combine(Arbitraries.integers(), Arbitraries.of("", "0"))
        .as((port, zero) -> zero + port);
  }

  @Property
  void aPortIsOneOrTheUrlIsNone(@ForAll("ports") String port) {
    Optional<IncludeAddress> resolved = resolved("http://example.com:" + port + "/a", FILE);

    boolean usable =
        port.matches("[0-9]{1,10}") && Long.parseLong(port) >= 1 && Long.parseLong(port) <= 65_535;
    assertThat(resolved.isPresent()).isEqualTo(usable);
  }

  @ParameterizedTest
  @CsvSource({
    "base.yml, shop/base.yml",
    "./base.yml, shop/base.yml",
    "../base.yml, base.yml",
    "../../base.yml, ../base.yml",
    "/etc/photon/base.yml, /etc/photon/base.yml",
    "a#b.yml, shop/a#b.yml",
    "a?b.yml, shop/a?b.yml",
    "./c:d.yml, shop/c:d.yml"
  })
  void namesInALocalFile(String name, String path) throws Exception {
    assertThat(IncludeAddress.resolve(name, FILE)).isEqualTo(new Local(Path.of(path)));
  }

  @ParameterizedTest
  @CsvSource({
    "base.yml, https://example.com/a/b/base.yml",
    "../../../../base.yml, https://example.com/base.yml",
    "c//d.yml, https://example.com/a/b/c//d.yml",
    "'?v=2', https://example.com/a/b/photon.yml?v=2",
    "HTTP://Example.COM:80, http://example.com/",
    "https://example.com:443/./x/../y.yml#part, https://example.com/y.yml",
    "https://example.com./é, https://example.com/%C3%A9",
    "https://example.com/a/.., https://example.com/",
    "'https://[2001:DB8:0:0::1]:8080/', 'https://[2001:db8::1]:8080/'"
  })
  void namesInARemoteFile(String name, String url) throws Exception {
    assertThat(IncludeAddress.resolve(name, URL))
        .isEqualTo(remote(url))
        .hasToString(remote(url).text());
    assertThat(remote(url).uri()).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://1.2.3/",
        "http://127.0.0.1.5:80/",
        "http://127.0.0.01/",
        "http://256.0.0.1/",
        "http://a.0x/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/"
      })
  void hostsThatAreNumbersInAnotherForm(String url) {
    refused(
        url,
        FILE,
        Kind.BAD_NAME,
        "the host of this URL is a number, and no address in its usual form");
  }

  @Test
  void whatCannotBeIncluded() {
    String notByThis = "nothing can be included by '";
    refused("ftp://example.com/a", FILE, Kind.NOT_ALLOWED, notByThis + "ftp:'");
    refused("file:///etc/passwd", FILE, Kind.NOT_ALLOWED, notByThis + "file:'");
    refused("file:a", URL, Kind.NOT_ALLOWED, notByThis + "file:'");
    refused("data:text/yaml,a", FILE, Kind.NOT_ALLOWED, notByThis + "data:'");
    refused("/a", URL, Kind.NOT_ALLOWED, "a remote file cannot include a file of this machine");
    refused(
        "//example.org/a",
        URL,
        Kind.NOT_ALLOWED,
        "a remote file cannot include a file of this machine");
    refused("C:\\a.yml", FILE, Kind.BAD_NAME, "this looks like a path of Windows");
    refused("c:/a.yml", URL, Kind.BAD_NAME, "this looks like a path of Windows");
    refused("..\\a.yml", FILE, Kind.BAD_NAME, "this looks like a path of Windows");
    refused("a\0b", FILE, Kind.BAD_NAME, "the name of a file cannot hold NUL");
    refused(" ", FILE, Kind.BAD_NAME, "this names no file");
    refused(
        "a".repeat(2_049), FILE, Kind.BAD_NAME, "the name of a file has at most 2048 characters");
    refused("é".repeat(1_000), URL, Kind.BAD_NAME, "a URL has at most 2048 characters");
    refused("https:a.yml", FILE, Kind.BAD_NAME, "this is no URL that a file can come from");
    refused("https://", FILE, Kind.BAD_NAME, "this is no URL: expected authority at character 9");
    refused("https://a_b/", FILE, Kind.BAD_NAME, "the host of this URL is no host name");
    refused("https://bücher.example/", FILE, Kind.BAD_NAME, "the host of this URL is no host name");
    // Which character it is differs from Java to Java.
    assertThatThrownBy(() -> IncludeAddress.resolve("https://a b/", FILE))
        .hasMessageStartingWith("this is no URL: illegal character in authority at character ");
    refused(
        "https://me@example.com/",
        FILE,
        Kind.BAD_NAME,
        "a URL with a user or password does not belong into a file");
    refused(
        "https://@example.com/",
        FILE,
        Kind.BAD_NAME,
        "a URL with a user or password does not belong into a file");
  }

  @Test
  void textIsForPeople() {
    assertThat(new Local(Path.of("a\u001b[31m\u202eb\n")).text())
        .isEqualTo("a\\u001b[31m\\u202eb\\u000a");
    assertThat(new Local(Path.of("")).text()).isEqualTo(".");
    assertThat(remote("https://example.com:8080/a?b").text())
        .isEqualTo("https://example.com:8080/a");
    assertThatThrownBy(() -> new Remote(URI.create("ftp://example.com/")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("this is no URL that a file can come from");
  }

  private static Optional<IncludeAddress> resolved(String name, IncludeAddress from) {
    try {
      return Optional.of(IncludeAddress.resolve(name, from));
    } catch (IncludeException e) {
      assertThat(e.kind()).isIn(Kind.BAD_NAME, Kind.NOT_ALLOWED);
      return Optional.empty();
    }
  }

  private static void refused(String name, IncludeAddress from, Kind kind, String message) {
    assertThatThrownBy(() -> IncludeAddress.resolve(name, from))
        .isInstanceOfSatisfying(IncludeException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessage(message);
  }

  private static Remote remote(String url) {
    return new Remote(URI.create(url));
  }
}
