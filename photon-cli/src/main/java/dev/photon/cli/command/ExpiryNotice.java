package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.ValidityView;
import dev.photon.core.client.Account;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.ListedDeployment;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.client.RememberedDeployment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Says on standard error that a certificate in use nears its end, one line for each. It is said
 * before the call that the certificate is used for, which an expired one lets fail.
 */
final class ExpiryNotice {
  private ExpiryNotice() {}

  static void ofAccounts(Console console, PhotonClient client, List<Account> accounts)
      throws ClientException {
    for (Account account : accounts) {
      tell(
          console,
          ValidityView.notice(
              account, client.kept(account).certificate().validity(), Instant.now()));
    }
  }

  static void ofAccess(Console console, PhotonClient client, RememberedDeployment deployment)
      throws ClientException {
    tell(
        console,
        ValidityView.notice(
            deployment.name().value(), client.access(deployment).validity(), Instant.now()));
  }

  /** Of those among them that were created here. */
  static void ofAccess(Console console, PhotonClient client, Iterable<ListedDeployment> listed)
      throws ClientException {
    for (ListedDeployment each : listed) {
      Optional<RememberedDeployment> remembered = client.remembered(each);
      if (remembered.isPresent()) {
        ofAccess(console, client, remembered.get());
      }
    }
  }

  private static void tell(Console console, Optional<String> notice) {
    notice.ifPresent(text -> Commands.tell(console, text, Optional.empty()));
  }
}
