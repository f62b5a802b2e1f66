package dev.photon.config.include;

import com.google.common.base.Splitter;
import com.google.common.collect.Iterables;
import com.google.common.net.InetAddresses;
import dev.photon.config.include.IncludeException.Kind;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host of a URL: a name, or an address in its usual form. Pure; names are not looked up.
 *
 * <p>Resolvers take {@code 2130706433}, {@code 0x7f.1}, {@code 0177.0.0.1} and {@code 127.1} for
 * addresses, libraries for names. What is read one way by one and another way by the next gets
 * around checks, so it is refused.
 */
final class Hosts {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
  private static final int MAX_LENGTH = 253;

  private Hosts() {}

  /** In lower case, without the dot that may end a name; an IPv6 address in brackets, shortened. */
  static String canonical(String host) throws IncludeException {
    String text = host.toLowerCase(Locale.ROOT);
    if (text.startsWith("[")) {
      return v6(text);
    }
    if (text.endsWith(".")) {
      text = text.substring(0, text.length() - 1);
    }
    String last = Iterables.getLast(Splitter.on('.').split(text));
    if (NUMBER.matcher(last).matches()) {
      if (!InetAddresses.isInetAddress(text)) {
        throw numeric();
      }
      return text;
    }
    if (text.length() > MAX_LENGTH || !NAME.matcher(text).matches()) {
      throw new IncludeException(
          Kind.BAD_NAME,
          "the host of this URL is no host name",
          "it has letters, digits, - and dots; write an international name as xn--…");
    }
    return text;
  }

  private static String v6(String text) throws IncludeException {
    String inner = text.substring(1, Math.max(1, text.length() - 1));
    // A zone would pick an interface. A mapped IPv4 address comes back as an IPv4 address.
    if (!text.endsWith("]")
        || inner.indexOf('%') >= 0
        || !InetAddresses.isInetAddress(inner)
        || !(InetAddresses.forString(inner) instanceof Inet6Address address)) {
      throw numeric();
    }
    return "[" + InetAddresses.toAddrString(address) + "]";
  }

  private static IncludeException numeric() {
    return new IncludeException(
        Kind.BAD_NAME,
        "the host of this URL is a number, and no address in its usual form",
        "write four decimal numbers, 192.0.2.1, or an IPv6 address in brackets, without a zone");
  }

  /** The address that a host in canonical form is, rather than has. */
  static Optional<InetAddress> literal(String host) {
    String text = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return InetAddresses.isInetAddress(text)
        ? Optional.of(InetAddresses.forString(text))
        : Optional.empty();
  }

  /** Names that mean this machine, whatever a resolver says. */
  static boolean isLocalhost(String host) {
    return host.equals("localhost") || host.endsWith(".localhost");
  }

  /** {@code example.com} or {@code *.example.com}, in canonical form. */
  static String pattern(String pattern) {
    try {
      return pattern.startsWith("*.") ? "*." + canonical(pattern.substring(2)) : canonical(pattern);
    } catch (IncludeException e) {
      throw new IllegalArgumentException(
          "hosts are given as example.com or *.example.com, not '" + Printable.of(pattern) + "'",
          e);
    }
  }

  /** Whether no patterns are given, or one of them fits. */
  static boolean fits(String host, List<String> patterns) {
    return patterns.isEmpty()
        || patterns.stream()
            .anyMatch(
                pattern ->
                    pattern.startsWith("*.")
                        ? host.endsWith(pattern.substring(1))
                        : host.equals(pattern));
  }
}
