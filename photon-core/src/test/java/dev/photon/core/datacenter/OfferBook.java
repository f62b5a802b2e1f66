package dev.photon.core.datacenter;

import dev.photon.crypto.EncodedRevocations;
import dev.photon.spi.api.AccountGrant;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.DatacenterGrant;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.DatacenterSummary;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.HostInstructions;
import dev.photon.spi.api.HostReport;
import dev.photon.spi.api.KeyProof;
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
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A registry that takes offers, or does not answer, and does nothing else. */
class OfferBook implements RegistryApi {
  final List<Offer> offers = new ArrayList<>();
  boolean down;

  /** What it answers when it is asked what has been revoked. */
  Optional<EncodedRevocations> revoked = Optional.empty();

  @Override
  public void datacenterUpdate(Offer offer) {
    if (down) {
      throw new ApiException(ApiException.Status.UNAVAILABLE, "down", "the registry is down");
    }
    offers.add(offer);
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
    if (down) {
      throw new ApiException(ApiException.Status.UNAVAILABLE, "down", "the registry is down");
    }
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
