package dev.photon.spi.api;

import dev.photon.config.EventType;
import dev.photon.crypto.Role;
import dev.photon.spi.Subscription;
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
}
