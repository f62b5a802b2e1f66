package dev.photon.spi.testing;

import dev.photon.config.DatacenterName;
import dev.photon.config.EventType;
import dev.photon.config.ServiceName;
import dev.photon.crypto.EncodedRevocations;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.AcceptedAccess;
import dev.photon.spi.api.Access;
import dev.photon.spi.api.AccessRequest;
import dev.photon.spi.api.AccountGrant;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DatacenterGrant;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterInstructions;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.DatacenterSummary;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.EventSink;
import dev.photon.spi.api.HostInstructions;
import dev.photon.spi.api.HostReport;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseRequest;
import dev.photon.spi.api.LeaseUse;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.MetacenterGrant;
import dev.photon.spi.api.MetacenterRequest;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.MetacenterSummary;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.NotifyResult;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revision;
import dev.photon.spi.api.RevisionReceipt;
import dev.photon.spi.api.Revoking;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageQuery;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A peer of all three APIs that writes down who called what, and answers with the {@link Samples}.
 * Before each answer it runs what a test has put in its way.
 */
final class RecordingPeer implements RegistryApi, DatacenterApi, MetacenterApi {
  /** A call as it arrived. */
  record Call(String name, List<Object> arguments, Caller caller) {}

  final EventSource events = new EventSource();

  private final Samples samples;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final ThreadLocal<Optional<Caller>> caller = ThreadLocal.withInitial(Optional::empty);
  private volatile Runnable before = () -> {};

  RecordingPeer(Samples samples) {
    this.samples = samples;
  }

  /** The view of a caller; a call is made on the thread that asked for its view. */
  RecordingPeer view(Caller proven) {
    caller.set(Optional.of(proven));
    return this;
  }

  /** Has every call run something first; what it throws is the answer. */
  void before(Runnable task) {
    before = task;
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  private <T> T answer(T answer, String name, Object... arguments) {
    calls.add(new Call(name, List.of(arguments), caller.get().orElseThrow()));
    before.run();
    return answer;
  }

  @Override
  public Nonce nonce() {
    return answer(samples.nonce(), "nonce");
  }

  @Override
  public AccountGrant accountCreate(RequestKey key, AccountRequest request) {
    return answer(samples.accountGrant(), "accountCreate", key, request);
  }

  @Override
  public List<MetacenterSummary> accountMetacenters() {
    return answer(samples.metacenterSummaries(), "accountMetacenters");
  }

  @Override
  public List<DatacenterSummary> accountDatacenters() {
    return answer(samples.datacenterSummaries(), "accountDatacenters");
  }

  @Override
  public MetacenterGrant metacenterCreate(RequestKey key, MetacenterRequest request) {
    return answer(samples.metacenterGrant(), "metacenterCreate", key, request);
  }

  @Override
  public void metacenterDelete(RequestKey key, DeploymentId id) {
    answer(true, "metacenterDelete", key, id);
  }

  @Override
  public HostInstructions metacenterHostUpdate(HostReport report) {
    return answer(samples.hostInstructions(), "metacenterHostUpdate", report);
  }

  @Override
  public List<X509Certificate> metacenterEnrol(
      RequestKey key, DeploymentId id, KeyProof authorityKey) {
    return answer(samples.chain(), "metacenterEnrol", key, id, authorityKey);
  }

  @Override
  public DatacenterGrant datacenterCreate(RequestKey key, DatacenterRequest request) {
    return answer(samples.datacenterGrant(), "datacenterCreate", key, request);
  }

  @Override
  public DatacenterInstructions datacenterUpdate(DatacenterReport report) {
    return answer(samples.datacenterInstructions(), "datacenterUpdate", report);
  }

  @Override
  public Lease leaseOpen(RequestKey key, LeaseRequest request) {
    return answer(samples.leases().get(0), "leaseOpen", key, request);
  }

  @Override
  public Lease leaseShow(LeaseId id) {
    return answer(samples.leases().get(1), "leaseShow", id);
  }

  @Override
  public void leaseClose(RequestKey key, LeaseId id) {
    answer(true, "leaseClose", key, id);
  }

  @Override
  public List<Lease> leaseList(Optional<LeaseId> after) {
    return answer(samples.leases(), "leaseList", after);
  }

  @Override
  public void usageReport(List<LeaseUse> uses) {
    answer(true, "usageReport", uses);
  }

  @Override
  public List<UsageEntry> usageList(UsageQuery query) {
    return answer(samples.usageEntries(), "usageList", query);
  }

  @Override
  public void datacenterDelete(RequestKey key, DatacenterId id) {
    answer(true, "datacenterDelete", key, id);
  }

  @Override
  public MatchResult datacenterMatch(MatchRequest request) {
    return answer(samples.matchResult(), "datacenterMatch", request);
  }

  @Override
  public List<X509Certificate> accountRenew(RequestKey key, KeyProof accountKey) {
    return answer(samples.chain(), "accountRenew", key, accountKey);
  }

  @Override
  public List<X509Certificate> datacenterRenew(RequestKey key, KeyProof authorityKey) {
    return answer(samples.chain(), "datacenterRenew", key, authorityKey);
  }

  @Override
  public List<X509Certificate> metacenterRenew(
      RequestKey key, DeploymentId id, KeyProof authorityKey) {
    return answer(samples.chain(), "metacenterRenew", key, id, authorityKey);
  }

  @Override
  public void accountRevoke(RequestKey key, AccountId id, Revoking revoking) {
    answer(true, "accountRevoke", key, id, revoking);
  }

  @Override
  public void metacenterRevoke(RequestKey key, DeploymentId id, Revoking revoking) {
    answer(true, "metacenterRevoke", key, id, revoking);
  }

  @Override
  public void datacenterRevoke(RequestKey key, DatacenterId id, Revoking revoking) {
    answer(true, "datacenterRevoke", key, id, revoking);
  }

  @Override
  public Optional<EncodedRevocations> revocationList(long known) {
    return answer(samples.revocationList(), "revocationList", known);
  }

  @Override
  public void deploymentCreate(RequestKey key, DesiredDeployment desired) {
    answer(true, "deploymentCreate", key, desired);
  }

  @Override
  public void deploymentUpdate(RequestKey key, DesiredDeployment desired) {
    answer(true, "deploymentUpdate", key, desired);
  }

  @Override
  public DeploymentStatus deploymentStatus(DeploymentId id) {
    return answer(samples.deploymentStatus(), "deploymentStatus", id);
  }

  @Override
  public Subscription deploymentEvents(DeploymentId id, long after, EventSink sink) {
    answer(true, "deploymentEvents", id, after);
    return events.subscribe(after, sink);
  }

  @Override
  public void deploymentDelete(RequestKey key, DeploymentId id, long epoch) {
    answer(true, "deploymentDelete", key, id, epoch);
  }

  @Override
  public List<DeploymentId> deploymentList() {
    return answer(samples.deployments(), "deploymentList");
  }

  @Override
  public RevisionReceipt update(RequestKey key, Revision revision) {
    return answer(samples.receipt(), "update", key, revision);
  }

  @Override
  public MetacenterStatus status() {
    return answer(samples.metacenterStatus(), "status");
  }

  @Override
  public Subscription events(long after, EventSink sink) {
    answer(true, "events", after);
    return events.subscribe(after, sink);
  }

  @Override
  public List<NotifyResult> notifyTargets(
      RequestKey key, Optional<String> target, EventType event) {
    return answer(samples.notifyResults(), "notifyTargets", key, target, event);
  }

  @Override
  public void delete(RequestKey key) {
    answer(true, "delete", key);
  }

  @Override
  public Access accessGrant(RequestKey key, AccessRequest request) {
    return answer(samples.access(), "accessGrant", key, request);
  }

  @Override
  public List<Access> accessList() {
    return answer(samples.accesses(), "accessList");
  }

  @Override
  public void accessRevoke(RequestKey key, String email) {
    answer(true, "accessRevoke", key, email);
  }

  @Override
  public AcceptedAccess accessAccept(RequestKey key, KeyProof accessKey) {
    return answer(samples.acceptedAccess(), "accessAccept", key, accessKey);
  }

  @Override
  public AcceptedAccess accessRenew(RequestKey key, KeyProof accessKey) {
    return answer(samples.acceptedAccess(), "accessRenew", key, accessKey);
  }

  @Override
  public List<X509Certificate> registerService(
      RequestKey key, ServiceName service, DatacenterName entry, KeyProof serviceKey) {
    return answer(samples.chain(), "registerService", key, service, entry, serviceKey);
  }
}
