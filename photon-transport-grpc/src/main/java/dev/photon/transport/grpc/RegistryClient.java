package dev.photon.transport.grpc;

import dev.photon.crypto.EncodedRevocations;
import dev.photon.spi.api.AccountGrant;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.AccountRequest;
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
import dev.photon.transport.grpc.v1.RegistryGrpc;
import dev.photon.transport.grpc.v1.RegistryProto;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The registry, at the other end of a connection. */
final class RegistryClient implements RegistryApi {
  private final Peer peer;

  RegistryClient(Peer peer) {
    this.peer = peer;
  }

  @Override
  public Nonce nonce() {
    return peer.call(
        RegistryGrpc.getNonceMethod(),
        RegistryProto.NonceRequest::getDefaultInstance,
        response -> Read.field("nonce", response.getNonce(), ValueMapper::nonce));
  }

  @Override
  public AccountGrant accountCreate(RequestKey key, AccountRequest request) {
    return peer.call(
        RegistryGrpc.getAccountCreateMethod(),
        () -> RegistryMapper.toProto(key, request),
        RegistryMapper::fromProto);
  }

  @Override
  public List<MetacenterSummary> accountMetacenters() {
    return peer.call(
        RegistryGrpc.getAccountMetacentersMethod(),
        RegistryProto.AccountMetacentersRequest::getDefaultInstance,
        RegistryMapper::fromProto);
  }

  @Override
  public List<DatacenterSummary> accountDatacenters() {
    return peer.call(
        RegistryGrpc.getAccountDatacentersMethod(),
        RegistryProto.AccountDatacentersRequest::getDefaultInstance,
        RegistryMapper::fromProto);
  }

  @Override
  public MetacenterGrant metacenterCreate(RequestKey key, MetacenterRequest request) {
    return peer.call(
        RegistryGrpc.getMetacenterCreateMethod(),
        () -> RegistryMapper.toProto(key, request),
        RegistryMapper::fromProto);
  }

  @Override
  public void metacenterDelete(RequestKey key, DeploymentId id) {
    peer.call(
        RegistryGrpc.getMetacenterDeleteMethod(),
        () ->
            RegistryProto.MetacenterDeleteRequest.newBuilder()
                .setKey(key.value())
                .setId(id.value())
                .build(),
        response -> response);
  }

  @Override
  public HostInstructions metacenterHostUpdate(HostReport report) {
    return peer.call(
        RegistryGrpc.getMetacenterHostUpdateMethod(),
        () -> RegistryMapper.toProto(report),
        RegistryMapper::fromProto);
  }

  @Override
  public List<X509Certificate> metacenterEnrol(
      RequestKey key, DeploymentId id, KeyProof authorityKey) {
    return peer.call(
        RegistryGrpc.getMetacenterEnrolMethod(),
        () ->
            RegistryProto.MetacenterEnrolRequest.newBuilder()
                .setKey(key.value())
                .setId(id.value())
                .setAuthorityKey(ValueMapper.toProto(authorityKey))
                .build(),
        response -> Read.field("chain", response.getChain(), ValueMapper::fromProto));
  }

  @Override
  public DatacenterGrant datacenterCreate(RequestKey key, DatacenterRequest request) {
    return peer.call(
        RegistryGrpc.getDatacenterCreateMethod(),
        () -> RegistryMapper.toProto(key, request),
        RegistryMapper::fromProto);
  }

  @Override
  public DatacenterInstructions datacenterUpdate(DatacenterReport report) {
    return peer.call(
        RegistryGrpc.getDatacenterUpdateMethod(),
        () -> LeaseMapper.toProto(report),
        LeaseMapper::fromProto);
  }

  @Override
  public Lease leaseOpen(RequestKey key, LeaseRequest request) {
    return peer.call(
        RegistryGrpc.getLeaseOpenMethod(),
        () -> LeaseMapper.toProto(key, request),
        response -> LeaseMapper.lease(response.hasLease(), response.getLease()));
  }

  @Override
  public Lease leaseShow(LeaseId id) {
    return peer.call(
        RegistryGrpc.getLeaseShowMethod(),
        () -> RegistryProto.LeaseShowRequest.newBuilder().setId(LeaseMapper.toProto(id)).build(),
        response -> LeaseMapper.lease(response.hasLease(), response.getLease()));
  }

  @Override
  public void leaseClose(RequestKey key, LeaseId id) {
    peer.call(
        RegistryGrpc.getLeaseCloseMethod(),
        () ->
            RegistryProto.LeaseCloseRequest.newBuilder()
                .setKey(key.value())
                .setId(LeaseMapper.toProto(id))
                .build(),
        response -> response);
  }

  @Override
  public List<Lease> leaseList(Optional<LeaseId> after) {
    return peer.call(
        RegistryGrpc.getLeaseListMethod(),
        () -> {
          RegistryProto.LeaseListRequest.Builder request =
              RegistryProto.LeaseListRequest.newBuilder();
          after.map(LeaseMapper::toProto).ifPresent(request::setAfter);
          return request.build();
        },
        LeaseMapper::fromProto);
  }

  @Override
  public void usageReport(List<LeaseUse> uses) {
    peer.call(
        RegistryGrpc.getUsageReportMethod(), () -> UsageMapper.request(uses), response -> response);
  }

  @Override
  public List<UsageEntry> usageList(UsageQuery query) {
    return peer.call(
        RegistryGrpc.getUsageListMethod(),
        () -> UsageMapper.toProto(query),
        UsageMapper::fromProto);
  }

  @Override
  public void datacenterDelete(RequestKey key, DatacenterId id) {
    peer.call(
        RegistryGrpc.getDatacenterDeleteMethod(),
        () ->
            RegistryProto.DatacenterDeleteRequest.newBuilder()
                .setKey(key.value())
                .setId(id.value())
                .build(),
        response -> response);
  }

  @Override
  public MatchResult datacenterMatch(MatchRequest request) {
    return peer.call(
        RegistryGrpc.getDatacenterMatchMethod(),
        () -> MarketMapper.toProto(request),
        MarketMapper::fromProto);
  }

  @Override
  public List<X509Certificate> accountRenew(RequestKey key, KeyProof accountKey) {
    return peer.call(
        RegistryGrpc.getAccountRenewMethod(),
        () ->
            RegistryProto.AccountRenewRequest.newBuilder()
                .setKey(key.value())
                .setAccountKey(ValueMapper.toProto(accountKey))
                .build(),
        response -> Read.field("chain", response.getChain(), ValueMapper::fromProto));
  }

  @Override
  public List<X509Certificate> datacenterRenew(RequestKey key, KeyProof authorityKey) {
    return peer.call(
        RegistryGrpc.getDatacenterRenewMethod(),
        () ->
            RegistryProto.DatacenterRenewRequest.newBuilder()
                .setKey(key.value())
                .setAuthorityKey(ValueMapper.toProto(authorityKey))
                .build(),
        response -> Read.field("chain", response.getChain(), ValueMapper::fromProto));
  }

  @Override
  public List<X509Certificate> metacenterRenew(
      RequestKey key, DeploymentId id, KeyProof authorityKey) {
    return peer.call(
        RegistryGrpc.getMetacenterRenewMethod(),
        () ->
            RegistryProto.MetacenterRenewRequest.newBuilder()
                .setKey(key.value())
                .setId(id.value())
                .setAuthorityKey(ValueMapper.toProto(authorityKey))
                .build(),
        response -> Read.field("chain", response.getChain(), ValueMapper::fromProto));
  }

  @Override
  public void accountRevoke(RequestKey key, AccountId id, Revoking revoking) {
    peer.call(
        RegistryGrpc.getAccountRevokeMethod(),
        () ->
            RegistryProto.AccountRevokeRequest.newBuilder()
                .setKey(key.value())
                .setAccount(id.value())
                .setRevoking(RegistryMapper.toProto(revoking))
                .build(),
        response -> response);
  }

  @Override
  public void metacenterRevoke(RequestKey key, DeploymentId id, Revoking revoking) {
    peer.call(
        RegistryGrpc.getMetacenterRevokeMethod(),
        () ->
            RegistryProto.MetacenterRevokeRequest.newBuilder()
                .setKey(key.value())
                .setId(id.value())
                .setRevoking(RegistryMapper.toProto(revoking))
                .build(),
        response -> response);
  }

  @Override
  public void datacenterRevoke(RequestKey key, DatacenterId id, Revoking revoking) {
    peer.call(
        RegistryGrpc.getDatacenterRevokeMethod(),
        () ->
            RegistryProto.DatacenterRevokeRequest.newBuilder()
                .setKey(key.value())
                .setId(id.value())
                .setRevoking(RegistryMapper.toProto(revoking))
                .build(),
        response -> response);
  }

  @Override
  public Optional<EncodedRevocations> revocationList(long known) {
    return peer.call(
        RegistryGrpc.getRevocationListMethod(),
        () -> RegistryProto.RevocationListRequest.newBuilder().setKnown(known).build(),
        response ->
            response.hasList()
                ? Optional.of(
                    new EncodedRevocations(
                        response.getList().toByteArray(),
                        Read.field("signers", response.getSigners(), ValueMapper::fromProto)))
                : Optional.empty());
  }
}
