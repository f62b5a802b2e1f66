package dev.photon.cli.command;

import dev.photon.spi.api.Endpoint;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of servers as people type them: {@code host}, {@code host:port}, {@code [::1]:port}.
 */
final class Hosts {
  static final int REGISTRY_PORT = 7400;
  static final int METACENTER_PORT = 7401;
  static final int DATACENTER_PORT = 7402;

  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?");

  private Hosts() {}

  static Syntax.Option registry() {
    return Options.text(
        "HOST",
        "the registry, as host or host:port (default port " + REGISTRY_PORT + ")",
        "-h",
        "--host");
  }

  static Syntax.Option metacenter() {
    return Options.text(
        "HOST",
        "the metacenter, as host or host:port (default: where it was created)",
        "-h",
        "--host");
  }

  /** What {@code -h} was given, if anything. */
  static Optional<Endpoint> host(Typed typed, int defaultPort) throws CommandFailure {
    Optional<String> given = typed.value("--host");
    return given.isPresent()
        ? Optional.of(parse("-h", given.get(), defaultPort))
        : Optional.empty();
  }

  static Endpoint parse(String option, String given, int defaultPort) throws CommandFailure {
    Matcher matcher = FORM.matcher(given);
    if (matcher.matches() && given.length() <= 253) {
      String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      int port = matcher.group(3) != null ? Integer.parseInt(matcher.group(3)) : defaultPort;
      if (port <= 65535) {
        return Endpoint.of(host, port);
      }
    }
    throw CommandFailure.usage(
        option + ": '" + given + "' is not an address",
        "write it as host, host:port or [IPv6 address]:port");
  }
}
