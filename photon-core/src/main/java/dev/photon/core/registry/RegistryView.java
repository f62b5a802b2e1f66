package dev.photon.core.registry;

import dev.photon.crypto.EncodedRevocations;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Role;
import dev.photon.spi.api.AccountGrant;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.DatacenterGrant;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterInstructions;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.DatacenterSummary;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.HostInstructions;
import dev.photon.spi.api.HostReport;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseRequest;
import dev.photon.spi.api.LeaseUse;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MetacenterGrant;
import dev.photon.spi.api.MetacenterRequest;
import dev.photon.spi.api.MetacenterSummary;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revoking;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageQuery;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The registry as one caller sees it, whom the guard let through: each call goes to its part. */
record RegistryView(Caller caller, Parts parts) implements RegistryApi {

  /** What the registry is made of. */
  record Parts(
      Nonces nonces,
      Accounts accounts,
      Datacenters datacenters,
      OrderBook book,
      Leases leases,
      Usage usage,
      Metacenters metacenters,
      Hosts hosts,
      Revoker revoker,
      Revoked revoked) {}

  @Override
  public Nonce nonce() {
    return parts.nonces().give();
  }

  @Override
  public AccountGrant accountCreate(RequestKey key, AccountRequest request) {
    return parts.accounts().create(key, request);
  }

  @Override
  public List<MetacenterSummary> accountMetacenters() {
    return parts.metacenters().of(account());
  }

  @Override
  public List<DatacenterSummary> accountDatacenters() {
    return parts.datacenters().of(account());
  }

  @Override
  public MetacenterGrant metacenterCreate(RequestKey key, MetacenterRequest request) {
    return parts.metacenters().create(account(), key, request);
  }

  @Override
  public void metacenterDelete(RequestKey key, DeploymentId id) {
    parts.metacenters().delete(account(), id);
  }

  @Override
  public HostInstructions metacenterHostUpdate(HostReport report) {
    return parts.hosts().update(account(), report);
  }

  @Override
  public List<X509Certificate> metacenterEnrol(
      RequestKey key, DeploymentId id, KeyProof authorityKey) {
    return parts.metacenters().enrol(account(), key, id, authorityKey);
  }

  @Override
  public DatacenterGrant datacenterCreate(RequestKey key, DatacenterRequest request) {
    return parts.datacenters().create(account(), key, request);
  }

  @Override
  public DatacenterInstructions datacenterUpdate(DatacenterReport report) {
    DatacenterId id = report.offer().id();
    if (!scope().equals(id.value())) {
      throw Refusal.notFound("datacenter", id);
    }
    return parts.book().put(report);
  }

  @Override
  public Lease leaseOpen(RequestKey key, LeaseRequest request) {
    return parts.leases().open(new DeploymentId(scope()), key, request);
  }

  @Override
  public Lease leaseShow(LeaseId id) {
    return isAgent()
        ? parts.leases().show(new DatacenterId(scope()), id)
        : parts.leases().show(new DeploymentId(scope()), id);
  }

  @Override
  public void leaseClose(RequestKey key, LeaseId id) {
    parts.leases().close(new DeploymentId(scope()), id);
  }

  @Override
  public List<Lease> leaseList(Optional<LeaseId> after) {
    return parts.leases().list(account(), after);
  }

  @Override
  public void datacenterDelete(RequestKey key, DatacenterId id) {
    parts.datacenters().delete(account(), id);
  }

  @Override
  public MatchResult datacenterMatch(MatchRequest request) {
    return parts.book().match(request);
  }

  @Override
  public List<X509Certificate> accountRenew(RequestKey key, KeyProof accountKey) {
    return parts.accounts().renew(account(), key, accountKey);
  }

  @Override
  public List<X509Certificate> datacenterRenew(RequestKey key, KeyProof authorityKey) {
    return parts.datacenters().renew(new DatacenterId(scope()), key, authorityKey);
  }

  @Override
  public List<X509Certificate> metacenterRenew(
      RequestKey key, DeploymentId id, KeyProof authorityKey) {
    return parts.metacenters().renew(account(), key, id, authorityKey);
  }

  @Override
  public void accountRevoke(RequestKey key, AccountId id, Revoking revoking) {
    parts.revoker().account(account(), id, revoking);
  }

  @Override
  public void metacenterRevoke(RequestKey key, DeploymentId id, Revoking revoking) {
    parts.revoker().metacenter(account(), id, revoking);
  }

  @Override
  public void datacenterRevoke(RequestKey key, DatacenterId id, Revoking revoking) {
    parts.revoker().datacenter(account(), id, revoking);
  }

  @Override
  public Optional<EncodedRevocations> revocationList(long known) {
    return parts.revoked().newerThan(known);
  }

  @Override
  public void usageReport(List<LeaseUse> uses) {
    if (isAgent()) {
      parts.usage().report(new DatacenterId(scope()), uses);
    } else {
      parts.usage().report(new DeploymentId(scope()), uses);
    }
  }

  @Override
  public List<UsageEntry> usageList(UsageQuery query) {
    return parts.usage().list(account(), query);
  }

  private boolean isAgent() {
    return caller.identity().filter(i -> i.role() == Role.AGENT).isPresent();
  }

  /** The account that calls; only for calls that none but accounts may make. */
  private AccountId account() {
    return caller.identity().flatMap(Identity::account).map(AccountId::new).orElseThrow();
  }

  /** The datacenter or deployment that calls; only for calls of agents and metacenters. */
  private String scope() {
    return caller.identity().flatMap(Identity::scope).orElseThrow();
  }
}
