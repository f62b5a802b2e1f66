package dev.photon.core.registry;

import dev.photon.spi.api.AccountGrant;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.AccountRequest;
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
import java.security.cert.X509Certificate;
import java.util.List;

/** The registry as one caller sees it: each call passes the guard, then goes to its part. */
record RegistryView(Guard guard, Parts parts) implements RegistryApi {

  /** What the registry is made of. */
  record Parts(
      Nonces nonces,
      Accounts accounts,
      Datacenters datacenters,
      OrderBook book,
      Metacenters metacenters,
      Hosts hosts) {}

  @Override
  public Nonce nonce() {
    return guard.answer(Call.NONCE, () -> parts.nonces().give());
  }

  @Override
  public AccountGrant accountCreate(RequestKey key, AccountRequest request) {
    return guard.answer(Call.ACCOUNT_CREATE, () -> parts.accounts().create(key, request));
  }

  @Override
  public List<MetacenterSummary> accountMetacenters() {
    return guard.answer(Call.ACCOUNT_METACENTERS, () -> parts.metacenters().of(account()));
  }

  @Override
  public List<DatacenterSummary> accountDatacenters() {
    return guard.answer(Call.ACCOUNT_DATACENTERS, () -> parts.datacenters().of(account()));
  }

  @Override
  public MetacenterGrant metacenterCreate(RequestKey key, MetacenterRequest request) {
    return guard.answer(
        Call.METACENTER_CREATE, () -> parts.metacenters().create(account(), key, request));
  }

  @Override
  public void metacenterDelete(RequestKey key, DeploymentId id) {
    guard.run(Call.METACENTER_DELETE, () -> parts.metacenters().delete(account(), id));
  }

  @Override
  public HostInstructions metacenterHostUpdate(HostReport report) {
    return guard.answer(Call.METACENTER_HOST_UPDATE, () -> parts.hosts().update(account(), report));
  }

  @Override
  public List<X509Certificate> metacenterEnrol(
      RequestKey key, DeploymentId id, KeyProof authorityKey) {
    return guard.answer(
        Call.METACENTER_ENROL, () -> parts.metacenters().enrol(account(), key, id, authorityKey));
  }

  @Override
  public DatacenterGrant datacenterCreate(RequestKey key, DatacenterRequest request) {
    return guard.answer(
        Call.DATACENTER_CREATE, () -> parts.datacenters().create(account(), key, request));
  }

  @Override
  public void datacenterUpdate(Offer offer) {
    guard.run(
        Call.DATACENTER_UPDATE,
        () -> {
          if (!guard.scope().equals(offer.id().value())) {
            throw Refusal.notFound("datacenter", offer.id());
          }
          parts.book().put(offer);
        });
  }

  @Override
  public void datacenterDelete(RequestKey key, DatacenterId id) {
    guard.run(Call.DATACENTER_DELETE, () -> parts.datacenters().delete(account(), id));
  }

  @Override
  public MatchResult datacenterMatch(MatchRequest request) {
    return guard.answer(Call.DATACENTER_MATCH, () -> parts.book().match(request));
  }

  private AccountId account() {
    return guard.account();
  }
}
