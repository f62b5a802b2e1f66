package dev.photon.cli.bench;

import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Pem;
import dev.photon.crypto.Revocations;
import dev.photon.crypto.TlsContexts;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts {@code cfssl serve} with an authority of Photon's kind and certificates for the same use
 * and time: as bare as it is by default, or with what a registry does, too.
 */
final class Cfssl {
  static final String BARE = "cfssl, bare";
  static final String ALIKE = "cfssl, TLS and log";

  private static final String PROFILE =
      "{\"signing\": {\"default\": {\"usages\": [\"digital signature\", \"client auth\"],"
          + " \"expiry\": \"2160h\"}}}";

  /** What it expects of its database, which it does not make itself. */
  private static final List<String> SCHEMA =
      List.of(
          "PRAGMA journal_mode = WAL", // as a registry's; it commits sooner than without
          "CREATE TABLE certificates (serial_number BLOB NOT NULL,"
              + " authority_key_identifier BLOB NOT NULL, ca_label BLOB, status BLOB NOT NULL,"
              + " reason INT, expiry TIMESTAMP, revoked_at TIMESTAMP, pem BLOB NOT NULL,"
              + " PRIMARY KEY (serial_number, authority_key_identifier))");

  private final Path folder;
  private final CertificateAuthority authority;

  private Cfssl(Path folder, CertificateAuthority authority) {
    this.folder = folder;
    this.authority = authority;
  }

  static Cfssl in(Path folder) throws IOException {
    Cfssl cfssl =
        new Cfssl(folder, CertificateAuthority.createRoot(Clock.systemUTC(), new SecureRandom()));
    cfssl.write("authority", cfssl.authority.credentials());
    Files.writeString(folder.resolve("profile.json"), PROFILE);
    return cfssl;
  }

  private void write(String name, Credentials own) throws IOException {
    Files.writeString(path(name + ".pem"), Pem.encode(own.chain()));
    Files.writeString(path(name + "-key.pem"), Pem.encode(own.privateKey()));
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  /** Over plain HTTP, and without a memory of what it has issued. */
  CfsslIssuer bare() throws Exception {
    return serve(BARE, "http", HttpClient.newBuilder(), List.of());
  }

  /** Over mutual TLS, and with a log of what it has issued in a database on the disk. */
  CfsslIssuer alike() throws Exception {
    Identity registry = Identity.registry(authority.registry());
    write("server", authority.issueOwn(registry));
    Path database = path("cfssl.db");
    create(database);
    // A caller whose certificate waits for that of another shall not be turned away.
    Files.writeString(
        path("database.json"),
        "{\"driver\": \"sqlite3\", \"data_source\": \"file:"
            + database
            + "?_busy_timeout=30000\"}");
    Credentials caller = authority.issueOwn(Identity.account(authority.registry(), "bench"));
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .sslContext(
                TlsContexts.client(
                    CredentialsSource.of(caller),
                    Clock.systemUTC(),
                    Revocations.NONE,
                    Optional.of(registry)))
            .sslParameters(TlsContexts.parameters(true));
    return serve(
        ALIKE,
        "https",
        client,
        List.of(
            "-tls-cert=" + path("server.pem"),
            "-tls-key=" + path("server-key.pem"),
            "-mutual-tls-ca=" + path("authority.pem"),
            "-db-config=" + path("database.json")));
  }

  private static void create(Path database) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      for (String sql : SCHEMA) {
        statement.execute(sql);
      }
    }
  }

  private CfsslIssuer serve(
      String name, String scheme, HttpClient.Builder client, List<String> more) throws Exception {
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                "cfssl",
                "serve",
                "-address=127.0.0.1",
                "-port=" + port,
                "-ca=" + path("authority.pem"),
                "-ca-key=" + path("authority-key.pem"),
                "-config=" + path("profile.json"),
                "-loglevel=3"));
    command.addAll(more);
    CfsslIssuer issuer =
        new CfsslIssuer(
            name,
            ServerProcess.start(path("cfssl.log"), command),
            client.version(HttpClient.Version.HTTP_1_1).build(),
            URI.create(scheme + "://127.0.0.1:" + port + "/api/v1/cfssl/sign"));
    issuer.awaitStart();
    return issuer;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
