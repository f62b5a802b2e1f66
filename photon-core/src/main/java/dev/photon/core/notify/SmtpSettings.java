package dev.photon.core.notify;

import dev.photon.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** How this server sends email. */
record SmtpSettings(
    Optional<String> host,
    int port,
    Tls tls,
    Optional<String> user,
    Optional<Secret> password,
    Optional<String> passwordFile,
    Optional<String> from) {
  private static final String PATIENCE_MILLIS = "10000";
  private static final long LARGEST_PASSWORD_FILE = 4096;

  /** Whether and when the connection is encrypted. */
  enum Tls {
    /** After a greeting; a server that does not offer it is refused. */
    STARTTLS(587),
    /** From the first byte on. */
    TLS(465),
    /** Never. */
    NONE(25);

    private final int port;

    Tls(int port) {
      this.port = port;
    }
  }

  static SmtpSettings of(Map<String, String> options) {
    Tls tls = tls(options.getOrDefault("smtp-tls", "starttls"));
    String port = options.getOrDefault("smtp-port", Integer.toString(tls.port));
    if (!port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) < 1
        || Integer.parseInt(port) > 65535) {
      throw new IllegalArgumentException("smtp-port must be 1 to 65535, not '" + port + "'");
    }
    return new SmtpSettings(
        option(options, "smtp-host"),
        Integer.parseInt(port),
        tls,
        option(options, "smtp-user"),
        option(options, "smtp-password").map(Secret::of),
        option(options, "smtp-password-file"),
        option(options, "from"));
  }

  private static Tls tls(String value) {
    for (Tls tls : Tls.values()) {
      if (tls.name().toLowerCase(Locale.ROOT).equals(value)) {
        return tls;
      }
    }
    throw new IllegalArgumentException(
        "smtp-tls must be starttls, tls or none, not '" + value + "'");
  }

  private static Optional<String> option(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name)).filter(value -> !value.isBlank());
  }

  /** What is missing before any email can be sent, for the operator. */
  Optional<String> missing() {
    if (host.isEmpty()) {
      return Optional.of("smtp-host");
    }
    if (from.isEmpty()) {
      return Optional.of("from");
    }
    if (user.isPresent() && password.isEmpty() && passwordFile.isEmpty()) {
      return Optional.of("smtp-password or smtp-password-file");
    }
    return Optional.empty();
  }

  /** The password, read anew each time, so that a changed file is noticed. */
  Optional<Secret> readPassword() throws IOException {
    if (passwordFile.isEmpty()) {
      return password;
    }
    try {
      Path file = Path.of(passwordFile.get());
      if (Files.size(file) > LARGEST_PASSWORD_FILE) {
        throw new IOException("it is larger than 4 KiB");
      }
      return Optional.of(Secret.of(Files.readString(file, StandardCharsets.UTF_8).strip()));
    } catch (IllegalArgumentException e) {
      throw new IOException("it is empty, or its name is not one", e);
    }
  }

  String protocol() {
    return tls == Tls.TLS ? "smtps" : "smtp";
  }

  Properties properties() {
    Properties properties = new Properties();
    String prefix = "mail." + protocol() + ".";
    properties.setProperty(prefix + "connectiontimeout", PATIENCE_MILLIS);
    properties.setProperty(prefix + "timeout", PATIENCE_MILLIS);
    properties.setProperty(prefix + "writetimeout", PATIENCE_MILLIS);
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    properties.setProperty(prefix + "auth", Boolean.toString(user.isPresent()));
    if (tls == Tls.STARTTLS) {
      properties.setProperty(prefix + "starttls.enable", "true");
      properties.setProperty(prefix + "starttls.required", "true");
    }
    return properties;
  }
}
