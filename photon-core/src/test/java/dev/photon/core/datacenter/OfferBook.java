package dev.photon.core.datacenter;

import dev.photon.config.DatacenterName;
import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.crypto.EncodedRevocations;
import dev.photon.spi.api.AccountGrant;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.DatacenterGrant;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterInstructions;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterReport.HeldLease;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.DatacenterSummary;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DesiredDeployment;
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
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revoking;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageQuery;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A registry that takes offers and knows leases, or does not answer, and does nothing else. */
class OfferBook implements RegistryApi {
  final List<Offer> offers = new ArrayList<>();
  final Map<LeaseId, Lease> leases = new TreeMap<>();

  /** What the agent holds by what it has told. */
  final Map<LeaseId, HeldLease> held = new TreeMap<>();

  /** Leases that are closed, as the agent is told. */
  final Set<LeaseId> ended = new TreeSet<>();

  final List<LeaseUse> used = new ArrayList<>();

  /** How often it was asked for a lease. */
  int asked;

  boolean down;

  /** What it answers when it is asked what has been revoked. */
  Optional<EncodedRevocations> revoked = Optional.empty();

  @Override
  public DatacenterInstructions datacenterUpdate(DatacenterReport report) {
    requireUp();
    offers.add(report.offer());
    report.leases().forEach(told -> held.put(told.id(), told));
    Set<LeaseId> closed = new TreeSet<>(ended);
    closed.removeIf(id -> held.containsKey(id) && held.get(id).over());
    return new DatacenterInstructions(closed);
  }

  private void requireUp() {
    if (down) {
      throw new ApiException(ApiException.Status.UNAVAILABLE, "down", "the registry is down");
    }
  }

  /** Opens a lease for exactly a part, or has an open one hold it. */
  void lease(DatacenterId where, DesiredDeployment part) {
    LeaseId id = new LeaseId(part.deployment(), part.epoch());
    List<Lease.LeasedNodes> nodes =
        part.services().stream()
            .map(
                s ->
                    new Lease.LeasedNodes(
                        ProfileName.of(s.name().value()),
                        Lifetime.SHORT,
                        s.template().resources(),
                        s.nodes(),
                        Price.ZERO))
            .toList();
    leases.put(
        id,
        new Lease(
            id,
            where,
            DatacenterName.of("coast"),
            Lease.State.OPEN,
            part.revision(),
            nodes,
            Instant.EPOCH,
            Optional.of(Instant.MAX),
            Optional.empty(),
            Optional.empty()));
  }

  @Override
  public Lease leaseShow(LeaseId id) {
    requireUp();
    asked++;
    return Optional.ofNullable(leases.get(id))
        .orElseThrow(
            () -> new ApiException(ApiException.Status.NOT_FOUND, "not-found", "no " + id));
  }

  @Override
  public Lease leaseOpen(RequestKey key, LeaseRequest request) {
    throw ApiException.unimplemented("leaseOpen");
  }

  @Override
  public void leaseClose(RequestKey key, LeaseId id) {}

  @Override
  public void usageReport(List<LeaseUse> uses) {
    requireUp();
    used.addAll(uses);
  }

  @Override
  public List<UsageEntry> usageList(UsageQuery query) {
    return List.of();
  }

  @Override
  public List<Lease> leaseList(Optional<LeaseId> after) {
    return List.of();
  }

  @Override
  public Nonce nonce() {
    throw ApiException.unimplemented("nonce");
  }

  @Override
  public AccountGrant accountCreate(RequestKey key, AccountRequest request) {
    throw ApiException.unimplemented("accountCreate");
  }

  @Override
  public List<MetacenterSummary> accountMetacenters() {
    return List.of();
  }

  @Override
  public List<DatacenterSummary> accountDatacenters() {
    return List.of();
  }

  @Override
  public MetacenterGrant metacenterCreate(RequestKey key, MetacenterRequest request) {
    throw ApiException.unimplemented("metacenterCreate");
  }

  @Override
  public void metacenterDelete(RequestKey key, DeploymentId id) {}

  @Override
  public HostInstructions metacenterHostUpdate(HostReport report) {
    throw ApiException.unimplemented("metacenterHostUpdate");
  }

  @Override
  public List<X509Certificate> metacenterEnrol(
      RequestKey key, DeploymentId id, KeyProof authorityKey) {
    throw ApiException.unimplemented("metacenterEnrol");
  }

  @Override
  public DatacenterGrant datacenterCreate(RequestKey key, DatacenterRequest request) {
    throw ApiException.unimplemented("datacenterCreate");
  }

  @Override
  public void datacenterDelete(RequestKey key, DatacenterId id) {}

  @Override
  public MatchResult datacenterMatch(MatchRequest request) {
    throw ApiException.unimplemented("datacenterMatch");
  }

  @Override
  public Optional<EncodedRevocations> revocationList(long known) {
    requireUp();
    return revoked;
  }

  @Override
  public List<X509Certificate> accountRenew(RequestKey key, KeyProof accountKey) {
    throw ApiException.unimplemented("accountRenew");
  }

  @Override
  public List<X509Certificate> datacenterRenew(RequestKey key, KeyProof authorityKey) {
    throw ApiException.unimplemented("datacenterRenew");
  }

  @Override
  public List<X509Certificate> metacenterRenew(
      RequestKey key, DeploymentId id, KeyProof authorityKey) {
    throw ApiException.unimplemented("metacenterRenew");
  }

  @Override
  public void accountRevoke(RequestKey key, AccountId id, Revoking revoking) {}

  @Override
  public void metacenterRevoke(RequestKey key, DeploymentId id, Revoking revoking) {}

  @Override
  public void datacenterRevoke(RequestKey key, DatacenterId id, Revoking revoking) {}
}
