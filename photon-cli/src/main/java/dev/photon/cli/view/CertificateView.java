package dev.photon.cli.view;

import dev.photon.crypto.CertificateSummary;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Purpose;
import dev.photon.crypto.Role;
import dev.photon.crypto.Validity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Shows certificates: what they say of themselves. */
public final class CertificateView {
  private CertificateView() {}

  /** Each of them for a person, with a line between them. */
  public static String text(List<CertificateSummary> certificates, Instant now, Style style) {
    return String.join("\n", certificates.stream().map(each -> text(each, now, style)).toList());
  }

  private static String text(CertificateSummary certificate, Instant now, Style style) {
    StringBuilder text = new StringBuilder();
    text.append(
        certificate
            .names()
            .identity()
            .map(i -> style.strong(words(i.role())) + " " + i)
            .orElse(style.strong("a certificate without an identity")));
    text.append('\n');
    certificate.fault().ifPresent(fault -> line(text, "fault", style.error(fault)));
    line(text, "subject", certificate.names().subject());
    line(text, "issuer", certificate.names().issuer());
    line(text, "serial", certificate.serial());
    line(text, "fingerprint", certificate.fingerprint().text());
    line(text, "valid", valid(certificate.validity(), now, style));
    line(text, "usage", usage(certificate));
    return text.toString();
  }

  static void line(StringBuilder text, String name, String value) {
    text.append("  ").append(name).append(" ".repeat(13 - name.length())).append(value);
    text.append('\n');
  }

  /** {@code 2026-11-22T12:00:00Z to 2027-02-20T12:00:00Z, 89 days left}. */
  static String valid(Validity validity, Instant now, Style style) {
    return validity.from()
        + " to "
        + validity.until()
        + ", "
        + ValidityView.marked(validity, now, style);
  }

  private static String usage(CertificateSummary certificate) {
    if (certificate.names().identity().map(i -> i.role().isAuthority()).orElse(false)) {
      return "signs certificates, never authenticates";
    }
    List<String> sides = usages(certificate);
    return sides.isEmpty() ? "neither client nor server" : String.join(", ", sides);
  }

  private static List<String> usages(CertificateSummary certificate) {
    return certificate.usages().stream().sorted().map(CertificateView::side).toList();
  }

  private static String side(Purpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }

  private static String words(Role role) {
    return role.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A role for programs, such as {@code metacenter-account}. */
  public static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All of them for a program. */
  public static Data data(List<CertificateSummary> certificates, Instant now) {
    return Data.items(certificates, each -> data(each, now));
  }

  static Data data(CertificateSummary certificate, Instant now) {
    return Data.fields()
        .addIfAny("role", certificate.names().identity().map(i -> name(i.role())))
        .addIfAny("identity", certificate.names().identity().map(Identity::uri))
        .addIfAny("fault", certificate.fault())
        .add("subject", certificate.names().subject())
        .add("issuer", certificate.names().issuer())
        .add("serial", certificate.serial())
        .add("fingerprint", certificate.fingerprint().text())
        .add("notBefore", certificate.validity().from().toString())
        .add("notAfter", certificate.validity().until().toString())
        .add("secondsLeft", certificate.validity().left(now).toSeconds())
        .add("usages", Data.items(usages(certificate), Data.Text::new))
        .build();
  }
}
