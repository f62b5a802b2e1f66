package dev.photon.core.metacenter;

import dev.photon.config.ConfigLoader;
import dev.photon.config.DatacenterName;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Diagnostic;
import dev.photon.config.DiagnosticFormat;
import dev.photon.config.EventType;
import dev.photon.config.Loaded;
import dev.photon.config.NotificationTarget;
import dev.photon.config.ServiceName;
import dev.photon.core.metacenter.MetacenterStore.StoredRevision;
import dev.photon.core.rollout.NotYet;
import dev.photon.crypto.Identity;
import dev.photon.spi.Notification;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.AcceptedAccess;
import dev.photon.spi.api.Access;
import dev.photon.spi.api.AccessRequest;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.NotifyResult;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revision;
import dev.photon.spi.api.RevisionReceipt;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A metacenter as one of its accounts sees it. Calls come on the transport's threads: each does one
 * transaction, wakes the loop and returns.
 */
final class MetacenterView implements MetacenterApi {
  private static final int MOST_SHOWN = 20;

  private final Metacenter metacenter;
  private final MetacenterContext context;
  private final AccessView access;
  private final Identity identity;

  /**
   * A view of a caller that the guard has let through.
   *
   * @param identity who calls
   */
  MetacenterView(Metacenter metacenter, AccessView access, Identity identity) {
    this.metacenter = metacenter;
    this.context = metacenter.context();
    this.access = access;
    this.identity = identity;
  }

  /** The account that calls; only for calls that none but accounts may make. */
  private AccountId caller() {
    return new AccountId(identity.account().orElseThrow());
  }

  @Override
  public RevisionReceipt update(RequestKey key, Revision revision) {
    checked(revision);
    Instant now = context.runtime().now();
    long after = context.events().last(context.log());
    RevisionReceipt receipt =
        context
            .rows()
            .once(
                context.id(),
                caller(),
                key,
                now,
                RevisionReceipt.class,
                tx -> {
                  if (context.rows().deleting(tx, context.id())) {
                    throw new ApiException(
                        Status.CONFLICT, "deleting", context.name() + " is being deleted");
                  }
                  Optional<StoredRevision> newest = context.rows().newest(tx, context.id());
                  if (newest.isPresent() && newest.get().document().equals(revision.document())) {
                    return new RevisionReceipt(newest.get().number(), after);
                  }
                  long number = newest.map(StoredRevision::number).orElse(0L) + 1;
                  context
                      .rows()
                      .addRevision(
                          tx, context.id(), new StoredRevision(number, revision.document()), now);
                  return new RevisionReceipt(number, after);
                });
    metacenter.signal();
    return receipt;
  }

  /** The very checks that the owner's command has made, made again by who acts on the document. */
  private DeploymentConfig checked(Revision revision) {
    Loaded<DeploymentConfig> loaded = ConfigLoader.standard().load("document", revision.document());
    if (loaded.hasErrors()) {
      String errors =
          loaded.diagnostics().stream()
              .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
              .limit(MOST_SHOWN)
              .map(DiagnosticFormat::format)
              .collect(Collectors.joining("\n"));
      throw new ApiException(Status.INVALID, "invalid-document", errors);
    }
    DeploymentConfig config = loaded.value().orElseThrow();
    List<String> notYet = NotYet.of(config);
    if (!notYet.isEmpty()) {
      throw new ApiException(Status.INVALID, "not-carried-out", NotYet.message(notYet));
    }
    for (NotificationTarget target : config.notifications()) {
      if (!context.notifications().knows(target.type())) {
        throw new ApiException(
            Status.INVALID,
            "unknown-notifier",
            "notification '"
                + target.name()
                + "': this metacenter has no notifier '"
                + target.type()
                + "'");
      }
    }
    return config;
  }

  @Override
  public MetacenterStatus status() {
    return metacenter.status();
  }

  @Override
  public Subscription events(long after, EventSink sink) {
    return context.events().subscribe(context.log(), after, sink);
  }

  @Override
  public List<NotifyResult> notifyTargets(
      RequestKey key, Optional<String> target, EventType event) {
    StoredRevision newest =
        context
            .rows()
            .newest(context.id())
            .orElseThrow(
                () ->
                    new ApiException(
                        Status.NOT_FOUND, "no-revision", context.name() + " has no revision yet"));
    List<NotificationTarget> all =
        ConfigLoader.standard()
            .load("revision", newest.document())
            .value()
            .map(DeploymentConfig::notifications)
            .orElse(List.of());
    List<NotificationTarget> chosen =
        all.stream().filter(t -> target.isEmpty() || target.get().equals(t.name())).toList();
    if (chosen.isEmpty() && target.isPresent()) {
      String names =
          all.isEmpty()
              ? "it has none"
              : all.stream().map(NotificationTarget::name).collect(Collectors.joining(", "));
      throw new ApiException(
          Status.NOT_FOUND,
          "no-such-notification",
          context.name() + " has no notification '" + target.get() + "'",
          Optional.of("its notifications: " + names));
    }
    Event test =
        new Event(
            0,
            context.runtime().now(),
            event,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "a test of " + event.text() + " that " + caller() + " asked for");
    return chosen.stream()
        .map(
            t ->
                context
                    .notifications()
                    .sendNow(
                        new Notification(
                            "test-" + key.value() + "-" + t.name(), context.id(), t, test, true)))
        .toList();
  }

  @Override
  public void delete(RequestKey key) {
    context
        .rows()
        .store()
        .write(
            tx -> {
              context.rows().markDeleting(tx, context.id());
              return true;
            });
    metacenter.signal();
  }

  @Override
  public Access accessGrant(RequestKey key, AccessRequest request) {
    return access.grant(caller(), key, request);
  }

  @Override
  public List<Access> accessList() {
    return access.list();
  }

  @Override
  public void accessRevoke(RequestKey key, String email) {
    access.revoke(email);
  }

  @Override
  public AcceptedAccess accessAccept(RequestKey key, KeyProof accessKey) {
    return access.accept(caller(), accessKey);
  }

  @Override
  public AcceptedAccess accessRenew(RequestKey key, KeyProof accessKey) {
    return access.renew(caller(), accessKey);
  }

  @Override
  public List<X509Certificate> registerService(
      RequestKey key, ServiceName service, DatacenterName entry, KeyProof serviceKey) {
    return access.registerService(
        new DatacenterId(identity.scope().orElseThrow()), service, entry, serviceKey);
  }
}
