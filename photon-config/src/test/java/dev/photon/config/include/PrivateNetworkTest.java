package dev.photon.config.include;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server on loopback that nobody may reach by an include. */
@Timeout(20)
class PrivateNetworkTest {
  private static final String PRIVATE =
      " is at a private address, from which nothing is downloaded";

  private final Internet internet = new Internet();
  private TestServer server;

  @BeforeEach
  void listen() throws Exception {
    server = TestServer.of("secrets of the network");
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "localhost", "LOCALHOST.", "a.localhost", "0.0.0.0", "[::1]", "[::]"})
  void thisMachine(String host) {
    IncludeResolver resolver =
        IncludeResolver.standard(IncludePolicy.standard(), DownloadListener.none());
    Remote address = remote(host, "/a.yml");

    refused(() -> resolver.read(address), Kind.NOT_ALLOWED, address.text() + PRIVATE);
    assertThat(server.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void thisMachineWhereThatIsAllowed(String host) throws Exception {
    IncludeResolver resolver =
        IncludeResolver.standard(
            IncludePolicy.standard().withPrivateAddresses(), DownloadListener.none());

    Included included = resolver.read(remote(host, "/a.yml"));

    assertThat(included.content()).isEqualTo(Content.of("secrets of the network".getBytes(UTF_8)));
    assertThat(included.identity()).isEqualTo(remote(host, "/a.yml"));
    assertThat(server.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "169.254.169.254",
        "[fe80::1]",
        "[fd00::1]",
        "[::7f00:1]",
        "[64:ff9b::7f00:1]"
      })
  void addressesOfOtherNetworks(String host) {
    Remote address = remote(host, "/latest/meta-data");

    refused(() -> read(address), Kind.NOT_ALLOWED, address.text() + PRIVATE);
    assertThat(internet.lookedUp()).isEmpty();
    assertThat(internet.connected()).isEmpty();
  }

  @Test
  void namesOfPrivateAddresses() {
    internet
        .name("one.example", "127.0.0.1")
        .name("six.example", "fd00::1")
        .name("both.example", Internet.PUBLIC, "10.0.0.1")
        .name("last.example", Internet.PUBLIC, "2606:4700::1", "::1");
    for (String name :
        new String[] {"one.example", "six.example", "both.example", "last.example"}) {
      Remote address = remote(name, "/a.yml");
      refused(() -> read(address), Kind.NOT_ALLOWED, address.text() + PRIVATE);
    }
    assertThat(internet.connected()).isEmpty();
  }

  @Test
  void aNameThatChangesItsAnswerGainsNothing() throws Exception {
    internet.name("rebind.example", Internet.PUBLIC).name("rebind.example", "127.0.0.1");

    read(remote("rebind.example", "/a.yml"));

    assertThat(internet.lookedUp()).containsExactly("rebind.example");
    assertThat(internet.connected()).containsExactly(Internet.PUBLIC);

    HttpDownloads later =
        new HttpDownloads(IncludePolicy.standard(), DownloadListener.none(), internet.wire());
    Remote address = remote("rebind.example", "/a.yml");
    refused(() -> later.read(address), Kind.NOT_ALLOWED, address.text() + PRIVATE);
    assertThat(internet.connected()).containsExactly(Internet.PUBLIC);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "inside.example", "[::1]"})
  void redirects(String to) throws Exception {
    internet.name("files.example", Internet.PUBLIC).name("inside.example", "10.0.0.1");
    Remote inside = remote(to, "/admin");
    try (TestServer outside =
        new TestServer(
            exchange ->
                exchange.send(
                    "HTTP/1.1 302 Found\r\nlocation: "
                        + inside.uri()
                        + "\r\ncontent-length: 0\r\n\r\n"))) {
      refused(
          () -> read(new Remote(URI.create("http://files.example:" + outside.port() + "/"))),
          Kind.NOT_ALLOWED,
          inside.text() + PRIVATE);
    }
    assertThat(internet.connected()).containsExactly(Internet.PUBLIC);
    assertThat(server.connections()).isZero();
  }

  @Test
  void onlyHostsThatAreAllowed() throws Exception {
    internet
        .name("files.example", Internet.PUBLIC)
        .name("a.b.example", Internet.PUBLIC)
        .name("b.example", Internet.PUBLIC);
    IncludePolicy policy = IncludePolicy.standard().withHosts("Files.example", "*.b.example");
    HttpDownloads downloads = new HttpDownloads(policy, DownloadListener.none(), internet.wire());

    downloads.read(remote("files.example", "/"));
    downloads.read(remote("a.b.example", "/"));
    for (String host :
        new String[] {"b.example", "xb.example", "files.example.org", "a.files.example"}) {
      Remote address = remote(host, "/");
      refused(
          () -> downloads.read(address),
          Kind.NOT_ALLOWED,
          address.text() + " is on none of the hosts that files may be included from");
    }
    assertThat(internet.lookedUp()).containsExactly("files.example", "a.b.example");
  }

  @Test
  void noDownloadsAtAll() {
    Remote address = remote("files.example", "/a.yml");
    HttpDownloads downloads =
        new HttpDownloads(
            IncludePolicy.standard().withoutDownloads(), DownloadListener.none(), internet.wire());

    refused(
        () -> downloads.read(address),
        Kind.NOT_ALLOWED,
        address.text() + " cannot be included: remote files are not allowed here");
    assertThat(internet.lookedUp()).isEmpty();
  }

  private Content read(Remote address) throws IncludeException {
    return new HttpDownloads(IncludePolicy.standard(), DownloadListener.none(), internet.wire())
        .read(address);
  }

  private Remote remote(String host, String path) {
    return new Remote(URI.create("http://" + host + ":" + server.port() + path));
  }

  private interface Reading {
    Object read() throws IncludeException;
  }

  private static void refused(Reading reading, Kind kind, String message) {
    IncludeException e = catchThrowableOfType(IncludeException.class, reading::read);
    assertThat(e).hasMessage(message);
    assertThat(e.kind()).isEqualTo(kind);
    assertThat(e.hint()).isPresent();
  }
}
