package dev.photon.spi.api;

import dev.photon.config.DatacenterName;
import dev.photon.config.EventType;
import dev.photon.config.ServiceName;
import dev.photon.crypto.Role;
import dev.photon.spi.Subscription;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The manager of one deployment, as its owner sees it. Metacenter accounts. */
public interface MetacenterApi {

  /**
   * Makes a document the newest revision. The answer comes when it is durable; {@link #events} and
   * {@link #status()} tell how it goes on.
   *
   * @throws ApiException {@code INVALID invalid-document} with the diagnostics as the message
   */
  @Callers(value = Role.METACENTER_ACCOUNT, changes = true, right = Right.OPERATE)
  RevisionReceipt update(RequestKey key, Revision revision);

  /** The whole deployment, as last heard from its datacenters. */
  @Callers(value = Role.METACENTER_ACCOUNT, right = Right.VIEW)
  MetacenterStatus status();

  /** All events with a sequence after the given one, then those to come. */
  @Callers(value = Role.METACENTER_ACCOUNT, right = Right.VIEW)
  Subscription events(long after, EventSink sink);

  /**
   * Sends a test notification, and waits for it.
   *
   * @param target one by name, or all
   */
  @Callers(value = Role.METACENTER_ACCOUNT, changes = true, right = Right.OPERATE)
  List<NotifyResult> notifyTargets(RequestKey key, Optional<String> target, EventType event);

  /** Asks that everything be removed; the phase becomes DELETED when that is done. The owner. */
  @Callers(value = Role.METACENTER_ACCOUNT, changes = true, right = Right.OWN)
  void delete(RequestKey key);

  /** Invites somebody; giving the same address access again replaces what it had. The owner. */
  @Callers(value = Role.METACENTER_ACCOUNT, changes = true, right = Right.OWN)
  Access accessGrant(RequestKey key, AccessRequest request);

  /** Who was given access that has not ended, by e-mail address. The owner. */
  @Callers(value = Role.METACENTER_ACCOUNT, right = Right.OWN)
  List<Access> accessList();

  /** Takes access away, open streams too; an address without any is already done. The owner. */
  @Callers(value = Role.METACENTER_ACCOUNT, changes = true, right = Right.OWN)
  void accessRevoke(RequestKey key, String email);

  /**
   * Accepts an invitation, for the calling account of the registry. The owner needs none: so he
   * gets in again when his access has ended, or from another machine.
   *
   * @param accessKey proven over the invitation's code, which is good for the account that shows it
   *     first
   * @throws ApiException {@code NOT_FOUND no-such-invitation} when there is none, or none any more
   */
  @Callers(value = Role.ACCOUNT, changes = true)
  AcceptedAccess accessAccept(RequestKey key, KeyProof accessKey);

  /**
   * Certifies the caller's access anew before its certificate ends.
   *
   * @param accessKey proven over a nonce that the caller has drawn
   */
  @Callers(value = Role.METACENTER_ACCOUNT, changes = true, right = Right.VIEW)
  AcceptedAccess accessRenew(RequestKey key, KeyProof accessKey);

  /**
   * Certifies one side of the connections to a service between datacenters. The agent of the
   * datacenter that the entry was given to.
   *
   * @param entry the entry of the deployment file
   * @param serviceKey proven over a nonce that the agent has drawn
   * @return the leaf first, the registry's root last
   * @throws ApiException {@code NOT_FOUND no-such-connection} when the service neither runs there
   *     nor is called from there
   */
  @Callers(value = Role.AGENT, changes = true)
  List<X509Certificate> registerService(
      RequestKey key, ServiceName service, DatacenterName entry, KeyProof serviceKey);
}
