package dev.photon.cli.view;

import dev.photon.core.client.Account;
import dev.photon.core.client.KeptAccount;
import java.time.Instant;
import java.util.List;

/** Shows the accounts that are kept here. */
public final class AccountsView {
  private AccountsView() {}

  /** A table, or a sentence when there are none. */
  public static String text(List<KeptAccount> accounts, Instant now, Style style) {
    if (accounts.isEmpty()) {
      return "no accounts; 'photon register' makes one\n";
    }
    Table table = new Table("REGISTRY", "ADDRESS", "EMAIL", "ID", "CERTIFICATE", "DEFAULT");
    for (KeptAccount kept : accounts) {
      Account account = kept.account();
      table.row(
          account.registry(),
          account.endpoint().address(),
          account.email(),
          account.id().value(),
          ValidityView.left(kept.certificate().validity(), now),
          kept.isDefault() ? "yes" : "");
    }
    return table.text(style);
  }

  /** All of one for a person. */
  public static String text(KeptAccount kept, Instant now, Style style) {
    Account account = kept.account();
    StringBuilder text = new StringBuilder();
    text.append(style.strong(account.email())).append(" at ").append(account.endpoint().address());
    text.append(kept.isDefault() ? ", the default" : "").append('\n');
    CertificateView.line(text, "registry", account.registry());
    CertificateView.line(text, "root", account.fingerprint().text());
    CertificateView.line(text, "id", account.id().value());
    kept.certificate()
        .names()
        .identity()
        .ifPresent(i -> CertificateView.line(text, "identity", i.uri()));
    CertificateView.line(text, "certificate", kept.certificate().fingerprint().text());
    CertificateView.line(
        text, "valid", CertificateView.valid(kept.certificate().validity(), now, style));
    CertificateView.line(text, "kept in", Words.line(kept.folder().toString(), 4096));
    return text.toString();
  }

  /** All of them for a program. */
  public static Data data(List<KeptAccount> accounts, Instant now) {
    return Data.fields().add("accounts", Data.items(accounts, each -> data(each, now))).build();
  }

  /** All of one for a program. */
  public static Data data(KeptAccount kept, Instant now) {
    Account account = kept.account();
    return Data.fields()
        .add("registry", account.registry())
        .add("address", account.endpoint().address())
        .add("email", account.email())
        .add("id", account.id().value())
        .add("default", kept.isDefault())
        .add("rootFingerprint", account.fingerprint().text())
        .add("folder", kept.folder().toString())
        .add("certificate", CertificateView.data(kept.certificate(), now))
        .build();
  }
}
